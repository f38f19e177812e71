export type XmlProblem =
  /** Not well-formed: what saxes calls an error, truncation included. */
  | 'malformed'
  /** Well-formed, but of a kind that no protocol here has a use for: doctype, processing instruction, odd version. */
  | 'forbidden'
  /** More bytes, depth, elements or attributes than allowed. */
  | 'limit'
  /** Bytes that are not UTF-8, or a declaration that names another encoding. */
  | 'encoding'
  /** A character that XML 1.0 cannot carry, met while writing. */
  | 'illegal-character'
  /** An element, attribute or text that the reader of a document needed and did not find. */
  | 'missing';

/** What is wrong with a document, and where: line and column (both from 1) when reading, a path of names otherwise. */
export class XmlError extends Error {
  readonly problem: XmlProblem;
  readonly where: string;

  constructor(problem: XmlProblem, message: string, where: string) {
    super(where ? `${message} (${where})` : message);
    this.name = 'XmlError';
    this.problem = problem;
    this.where = where;
  }
}
