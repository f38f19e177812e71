const { Segmenter } = Intl;

/**
 * `Intl.Segmenter` for the bundle: made at its first use for a text beyond ASCII. Packages make theirs when they are
 * loaded, and the first one of a process loads tables, which takes longer than to draw a frame that needs none.
 */
export class LazySegmenter {
  #options;
  #made;

  constructor(locales, options) {
    this.#options = [locales, options];
  }

  segment(text) {
    const isByGrapheme = (this.#options[1]?.granularity ?? 'grapheme') === 'grapheme';
    // Of ASCII only a carriage return and its line feed are one character together.
    if (isByGrapheme && !/[^\x00-\x7f]|\r/.test(text)) return new AsciiSegments(text);
    this.#made ??= new Segmenter(...this.#options);
    return this.#made.segment(text);
  }
}

class AsciiSegments {
  #input;

  constructor(input) {
    this.#input = input;
  }

  containing(index = 0) {
    const input = this.#input;
    return index >= 0 && index < input.length ? { segment: input[index], index, input } : undefined;
  }

  *[Symbol.iterator]() {
    for (let index = 0; index < this.#input.length; index++) yield this.containing(index);
  }
}
