export const joiner = 0x200d;
const nonJoiner = 0x200c;

/** Of a script in whose words joiners and non-joiners are part of the spelling. */
function isOfJoining(code: number): boolean {
  if (code <= 0x600) return false;
  // Not outside, where it would be read at every start: that takes a millisecond.
  return /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Nkoo}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}]/u.test(
    String.fromCodePoint(code),
  );
}

/**
 * Whether it is a joiner or a non-joiner behind a letter of those: it has no cell, only picks the form of letters, and
 * terminals shape them by themselves or not at all. Anywhere else it hides something.
 */
export function isSpelling(code: number, before: number): boolean {
  return (code === joiner || code === nonJoiner) && isOfJoining(before);
}
