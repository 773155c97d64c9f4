"""One router per noun: parse, call, pack. No arithmetic; errors become problem+json in one place."""
