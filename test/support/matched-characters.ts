/**
 * Characters of all texts that regular expressions were given during some work: what it costs at least, whatever the
 * machine is doing meanwhile.
 */
export function matchedCharacters(work: () => unknown): number {
  const { exec } = RegExp.prototype;
  let characters = 0;
  RegExp.prototype.exec = function (text: string) {
    characters += text.length;
    return exec.call(this, text);
  };
  try {
    work();
  } finally {
    RegExp.prototype.exec = exec;
  }
  return characters;
}
