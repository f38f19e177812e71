/**
 * What random inputs begin with: the same each time, so that a change is judged by itself. The long runs give another.
 */
export const seed = Number(process.env['EXTERM_SEED'] ?? 1);
if (!Number.isSafeInteger(seed)) throw new TypeError('EXTERM_SEED is a whole number.');
