// What the program reads, and how answers are given.

import { keyOf, reading, send, url } from "../../../api/api";
import { useWrite } from "../../../api/write";
import { whole } from "../queries";
import type { GivenAnswer, Program, ProgramSubject } from "./types";

/** A company as far as a program has to know it. */
export interface CompanyName {
  id: string;
  key: string;
  name: string;
  own?: boolean;
  parties?: string[];
}

const pathOf = (of: ProgramSubject) =>
  of.kind === "site" ? url`/sites/${of.id}/program` : url`/companies/${of.id}/program`;

export const programQuery = (of: ProgramSubject, set: string) => reading<Program>(pathOf(of), { set });
export const companyNames = whole<CompanyName>("/companies");

interface Input {
  requirements: string[];
  /** Undefined clears the answers. */
  answer: GivenAnswer | undefined;
}

interface Output {
  changed: number;
  entry?: number;
}

/** Answers requirements of a site by verdicts, of a company by claims; all in one act. */
export function useAnswer(of: ProgramSubject, set: string, said: (out: Output, input: Input) => string) {
  return useWrite<Input, Output>(
    ({ requirements, answer }) => {
      const body = {
        subjects: [of],
        requirementSet: set,
        requirements,
        ...(answer ? { set: answer } : { clear: true }),
      };
      return of.kind === "site"
        ? send<Output>("POST", url`/sites/${of.id}/verdicts`, body)
        : send<Output>("PUT", "/claims", body);
    },
    {
      touches: of.kind === "site" ? [keyOf(url`/sites/${of.id}`)] : [["companies"], ["claims"], ["sites"]],
      site: of.kind === "site" ? of.id : "",
      quiet: true,
      said,
    },
  );
}
