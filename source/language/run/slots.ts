/** A variable's name in a text: its lower-case key, and its place among the slots of the text's frames. */
export interface Slot {
  readonly key: string;
  readonly at: number;
}

/** Gives each name of a text a place. */
export function slotsOfText(): (key: string) => Slot {
  const slots = new Map<string, Slot>();
  return (key) => {
    let slot = slots.get(key);
    if (slot === undefined) {
      slot = { key, at: slots.size };
      slots.set(key, slot);
    }
    return slot;
  };
}
