import { isToBeChecked, type ClauseRef } from '@qingshan/kernel';
import { compareEditions, type Edition, type Figure } from '@qingshan/standards';
import type { z } from 'zod';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';

type ClauseView = z.output<typeof views.clauseRef>;

/** Marks the clauses that a person has confirmed against the document. */
export async function clauseMarker(workspace: Workspace): Promise<(clause: ClauseRef) => ClauseView> {
  const confirmed = new Set((await workspace.registry.confirmations()).map((c) => `${c.edition} ${c.clause}`));
  return (clause) =>
    isToBeChecked(clause.certainty) && confirmed.has(`${clause.edition} ${clause.clause}`)
      ? { ...clause, confirmed: true }
      : { ...clause };
}

function figuresOf(edition: Edition): readonly Figure[] {
  return edition.tables.flatMap((t) => t.figures);
}

function summary(edition: Edition, pinned: boolean): z.output<typeof views.editionSummary> {
  const figures = figuresOf(edition);
  return {
    id: edition.id,
    family: edition.family,
    number: edition.number,
    title: edition.title,
    issuer: edition.issuer,
    from: edition.inForce.from,
    to: edition.inForce.to,
    figures: figures.length,
    toBeChecked: figures.filter((f) => isToBeChecked(f.clause.certainty)).length,
    pinned,
  };
}

function isPinned(workspace: Workspace, edition: Edition): boolean {
  return workspace.plan.pins[edition.family] === edition.id;
}

export function listStandards(workspace: Workspace): z.output<typeof views.editionSummary>[] {
  return workspace.standards.editions.map((e) => summary(e, isPinned(workspace, e)));
}

export async function showStandard(workspace: Workspace, id: string): Promise<z.output<typeof views.editionDetail>> {
  const edition = workspace.standards.edition(id);
  const mark = await clauseMarker(workspace);
  return {
    summary: summary(edition, isPinned(workspace, edition)),
    supersedes: [...edition.supersedes],
    sources: edition.sources.map(({ what, where }) => ({ what, where })),
    notes: [...edition.notes],
    tables: edition.tables.map((t) => ({
      name: t.name,
      title: t.title,
      keys: [...t.keys],
      valid: t.valid,
      figures: t.figures.map((f) => ({
        keys: { ...f.keys },
        value: f.value,
        values: f.values === null ? null : [...f.values],
        unit: f.unit,
        text: f.text,
        clause: mark(f.clause),
        note: f.note,
      })),
    })),
  };
}

export function compareStandards(
  workspace: Workspace,
  from: string,
  to: string,
): z.output<typeof views.editionDifference> {
  const changes = compareEditions(workspace.standards.edition(from), workspace.standards.edition(to));
  return {
    from,
    to,
    changes: changes.map((c) => ({
      table: c.table,
      keys: { ...c.keys },
      kind: c.kind,
      before: c.before,
      after: c.after,
      unit: c.unit,
    })),
  };
}
