import { isPlain } from './neutralise.ts';

/** A text as it is searched and compared: any case, without accents. */
export function fold(text: string): string {
  if (isPlain(text)) return text.toLowerCase();
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
