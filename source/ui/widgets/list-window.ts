/** Where a list of `count` rows begins when `height` of them are shown and `selected` must be among them. */
export function windowStart(count: number, height: number, selected: number): number {
  if (count <= height) return 0;
  const middle = selected - Math.floor(height / 2);
  return Math.max(0, Math.min(count - height, middle));
}

/** The selected row after a step; it stays within the list. */
export function moveSelection(selected: number, by: number, count: number): number {
  return Math.max(0, Math.min(count - 1, selected + by));
}
