/** Scripts as the texts they are. The suffix is what the test runner goes by; the bundler goes by what stands before it. */
declare module '*.bash?raw' {
  const text: string;
  export default text;
}
declare module '*.zsh?raw' {
  const text: string;
  export default text;
}
declare module '*.fish?raw' {
  const text: string;
  export default text;
}
