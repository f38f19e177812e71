/** What is wrong with an XPath, in .NET's words. */
export class XPathError extends Error {
  override readonly name = 'XPathError';

  static token(xpath: string): XPathError {
    return new XPathError(`'${xpath}' has an invalid token.`);
  }

  /** It ends too early, or is worth something else. */
  static noNodes(): XPathError {
    return new XPathError('Expression must evaluate to a node-set.');
  }
}
