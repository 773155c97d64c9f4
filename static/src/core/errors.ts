/**
 * A refusal in a sentence fit for a learner; `field` is the name in the question that has to be mended.
 *
 * GeometryError
 * ├── ImpossibleShape    the window, the padding and the input do not fit together
 * └── InvalidParameter   one value is outside what it may be
 */
export class GeometryError extends Error {
  readonly field: string;

  constructor(message: string, field: string) {
    super(message);
    this.field = field;
  }
}

export class ImpossibleShape extends GeometryError {
  override readonly name = 'ImpossibleShape';
}

export class InvalidParameter extends GeometryError {
  override readonly name = 'InvalidParameter';
}
