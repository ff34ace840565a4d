import type { CourierProblem } from '../../contract/sync/courier-report.ts';

/** The file can't be read on; `problem` names why. */
export class FileProblem extends Error {
  readonly problem: CourierProblem;

  constructor(problem: CourierProblem) {
    super(problem);
    this.name = 'FileProblem';
    this.problem = problem;
  }
}
