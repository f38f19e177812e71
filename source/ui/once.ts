/** What was made last stands as long as it is made from the same. */
export function once<From extends readonly unknown[], Made>(make: (...from: From) => Made): (...from: From) => Made {
  let last: { readonly from: From; readonly made: Made } | undefined;
  return (...from) => {
    if (!last?.from.every((one, index) => Object.is(one, from[index]))) last = { from, made: make(...from) };
    return last.made;
  };
}
