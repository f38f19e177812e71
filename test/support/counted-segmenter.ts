/**
 * Puts a segmenter in the place of the system's that counts how many were made; to be called before the module under test
 * is loaded.
 */
export function countSegmenters(): { readonly made: number; restore(): void } {
  const { Segmenter } = Intl;
  const counted = { made: 0, restore: () => void Object.assign(Intl, { Segmenter }) };
  Object.assign(Intl, {
    Segmenter: class extends Segmenter {
      constructor(...options: ConstructorParameters<typeof Intl.Segmenter>) {
        super(...options);
        counted.made += 1;
      }
    },
  });
  return counted;
}
