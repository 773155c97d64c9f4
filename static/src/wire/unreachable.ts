/** No answer at all: the server is away, or the net between. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** What fetch does for us, with a name for its one failure that is the net's: it reports that as a TypeError. */
export async function reached<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof TypeError) throw new Unreachable('The server cannot be reached.', { cause: error });
    throw error;
  }
}
