"""Questions and answers ↔ bytes: the query grammar on the way in; safetensors, PNG and JSON on the way out."""
