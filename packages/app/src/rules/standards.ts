import { formatMoment, isToBeChecked, QingshanError, type ClauseRef } from '@qingshan/kernel';
import { compareEditions, type Edition, type Figure } from '@qingshan/standards';
import type { z } from 'zod';
import { hasUnchecked, type ClauseMarker } from '../assess/present.ts';
import type { Confirmation } from '../ports.ts';
import type * as views from '../views/index.ts';
import type { Workspace } from '../workspace.ts';

type ClauseView = z.output<typeof views.clauseRef>;

/** Confirmations by edition and figure. */
async function confirmationsOf(workspace: Workspace): Promise<ReadonlyMap<string, readonly Confirmation[]>> {
  return Map.groupBy(await workspace.registry.confirmations(), (c) => `${c.edition} ${c.figure}`);
}

/** Marks a clause whose figures have all been confirmed against the document. */
export async function clauseMarker(workspace: Workspace): Promise<(clause: ClauseRef) => ClauseView> {
  const confirmed = await confirmationsOf(workspace);
  return (clause) => {
    const view = { ...clause, figures: [...clause.figures] };
    const all = clause.figures.length > 0 && clause.figures.every((f) => confirmed.has(`${clause.edition} ${f}`));
    return isToBeChecked(clause.certainty) && all ? { ...view, confirmed: true } : view;
  };
}

/**
 * Records who has found a figure in which document as it is transcribed, and when.
 *
 * @throws QingshanError `not-found`
 */
export async function confirmFigure(
  workspace: Workspace,
  by: string,
  { edition: id, figure, document }: z.output<typeof views.confirmationInput>,
): Promise<z.output<typeof views.editionDetail>> {
  const edition = workspace.standards.edition(id);
  if (!figuresOf(edition).some((f) => f.clause.figures.includes(figure))) {
    throw new QingshanError('not-found', { what: { zh: '数值', en: 'figure' }, id: figure, hint: edition.number });
  }
  await workspace.registry.confirmFigure({ edition: id, figure, by, document, at: workspace.clock.now() });
  return showStandard(workspace, id);
}

function figuresOf(edition: Edition): readonly Figure[] {
  return edition.tables.flatMap((t) => t.figures);
}

function summary(workspace: Workspace, edition: Edition, mark: ClauseMarker): z.output<typeof views.editionSummary> {
  const figures = figuresOf(edition);
  return {
    id: edition.id,
    family: edition.family,
    number: edition.number,
    title: edition.title,
    issuer: edition.issuer,
    from: edition.inForce.from,
    to: edition.inForce.to,
    adopted: edition.earlyAdoption.find((a) => a.place === workspace.district.place)?.from ?? null,
    tables: edition.tables.map((t) => t.title),
    figures: figures.length,
    toBeChecked: figures.filter((f) => hasUnchecked([mark(f.clause)])).length,
    pinned: workspace.plan.pins[edition.family] === edition.id,
  };
}

export async function listStandards(workspace: Workspace): Promise<z.output<typeof views.editionSummary>[]> {
  const mark = await clauseMarker(workspace);
  return workspace.standards.editions.map((e) => summary(workspace, e, mark));
}

export async function showStandard(workspace: Workspace, id: string): Promise<z.output<typeof views.editionDetail>> {
  const edition = workspace.standards.edition(id);
  const [mark, confirmed] = await Promise.all([clauseMarker(workspace), confirmationsOf(workspace)]);
  const ofFigure = (f: Figure) => f.clause.figures.flatMap((own) => [...(confirmed.get(`${edition.id} ${own}`) ?? [])]);
  return {
    summary: summary(workspace, edition, mark),
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
        confirmations: ofFigure(f).map(({ by, document, at }) => ({ by, document, at: formatMoment(at) })),
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
