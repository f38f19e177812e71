/** What all of them begin with, any case, as the first one spells it. */
export function commonStart(texts: readonly string[]): string {
  const first = texts[0]!;
  let length = first.length;
  for (const text of texts) {
    let same = 0;
    while (same < length && text[same]?.toLowerCase() === first[same]!.toLowerCase()) same += 1;
    length = same;
  }
  return first.slice(0, length);
}
