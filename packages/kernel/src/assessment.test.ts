import { expect, test } from 'vitest';
import { CERTAINTIES, isToBeChecked, toBeChecked, type Certainty, type ClauseRef } from './assessment.ts';

function clause(certainty: Certainty): ClauseRef {
  return { edition: 'hj-663-2013', document: 'HJ 663-2013', clause: certainty, certainty, figures: [] };
}

test('only what was read in the document itself need not be checked', () => {
  expect(CERTAINTIES.filter((c) => !isToBeChecked(c))).toEqual(['read']);
});

test('an assessment names the clauses that are still to be checked, in order', () => {
  const clauses = [clause('memory'), clause('read'), clause('inferred')];
  expect(toBeChecked({ clauses }).map((c) => c.clause)).toEqual(['memory', 'inferred']);
});
