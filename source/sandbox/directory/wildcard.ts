/**
 * Whether a text matches a pattern in which `*` stands for anything, whatever the case. Works in one pass, so that no
 * pattern takes long.
 */
export function matchesWildcard(text: string, pattern: string): boolean {
  const subject = text.toLowerCase();
  const parts = pattern.toLowerCase().split('*');
  const first = parts[0] ?? '';
  if (parts.length === 1) return subject === first;
  const last = parts[parts.length - 1] ?? '';
  if (!subject.startsWith(first)) return false;
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = subject.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return subject.length - last.length >= position && subject.endsWith(last);
}
