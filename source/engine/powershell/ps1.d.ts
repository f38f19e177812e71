/** A script as the text it is. The suffix is what the test runner goes by; the bundler goes by `.ps1`. */
declare module '*.ps1?raw' {
  const text: string;
  export default text;
}
