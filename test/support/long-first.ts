import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What is in a file whose tests wait for other programs: as short as it may be, it takes long. */
const others = /With(?:Whole)?PowerShell\(|describeKerberos\(|\bspawn\(|\bexecFile/;

/** What is in a file that tries many examples: a few lines of it do the work of many. */
const examples = /\b(?:sample|howMany)\(|\bnumRuns\b|'EXTERM_[A-Z]+'/;

/**
 * Within a project, files that start other programs or try many examples first. Where the runner remembers nothing of an
 * earlier run, as in CI, it goes by the size of files, and a worker may stand idle while the other does a short file's long
 * work at the end.
 */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    return projects.flatMap((name) => {
      const own = sorted.filter(({ project }) => project.name === name);
      const long = own.filter(({ moduleId }) => {
        const text = readFileSync(moduleId, 'utf8');
        return others.test(text) || examples.test(text);
      });
      return [...long, ...own.filter((one) => !long.includes(one))];
    });
  }
}
