import type { InputEvent } from './input-event.ts';

/** Takes input events; true means consumed: nobody below sees the event. */
export type Subscriber = (event: InputEvent) => boolean;

/**
 * Who gets the keys: the subscriber on top first, then the ones below until one consumes. It is not bound to rendering:
 * a dialog that one key opens has the next key of the same chunk.
 */
export class FocusStack {
  readonly #subscribers: Subscriber[] = [];

  /** Puts a subscriber on top; call what is returned to take it away, wherever it is by then. */
  push(subscriber: Subscriber): () => void {
    this.#subscribers.push(subscriber);
    return () => {
      const index = this.#subscribers.lastIndexOf(subscriber);
      if (index >= 0) this.#subscribers.splice(index, 1);
    };
  }

  dispatch(event: InputEvent): boolean {
    for (const subscriber of this.#subscribers.toReversed()) if (subscriber(event)) return true;
    return false;
  }
}
