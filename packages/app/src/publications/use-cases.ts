import type { Actor } from '@qingshan/campaign';
import type { DocumentKind, TemplateFile } from '@qingshan/documents';
import type { Evaluator } from '../assess/evaluator.ts';
import type { Campaign } from '../loop/campaign.ts';
import type { ProducedFile } from '../produced-file.ts';
import type * as views from '../views/index.ts';
import { draftFile, showDraft } from './draft.ts';
import type { Sources } from './gathered.ts';
import type { PublishedForm } from './ports.ts';
import { publish, withdrawPublication } from './publish.ts';
import { listPublications, publicationFile, showPublication } from './show.ts';
import { addTemplate, listTemplates, templateFile, useTemplate } from './templates.ts';
import { documentsToMake } from './to-make.ts';
import { verifyPublications } from './verify.ts';

/** Documents: drafted from what the pages show, published with a number, and from then on never changed. */
export interface PublicationUseCases {
  /** Documents whose time has come. */
  documentsToMake(): Promise<views.DocumentToMake[]>;
  /** A document as it would be published now. @throws QingshanError `bad-draft`, `bad-facts`, `unknown-period`, `not-found` */
  documentDraft(ask: views.DocumentAsk): Promise<views.DocumentDraftView>;
  /** The draft as a file. @throws QingshanError as `documentDraft` */
  documentDraftFile(ask: views.DocumentAsk, form: PublishedForm): Promise<ProducedFile>;
  /** @throws QingshanError `draft-changed`, `already-published`, `publication-withdrawn`, `bad-draft`, `bad-facts`, `bad-template` */
  publish(input: views.PublishInput): Promise<views.PublicationView>;
  /** @throws QingshanError `not-found`, `publication-withdrawn` */
  withdrawPublication(id: number, reason: string): Promise<views.PublicationView>;
  /** What was published, the newest first; of the kinds that the public may read, for the public. */
  publications(query: views.PublicationQuery): Promise<views.PublicationSummary[]>;
  /** @throws QingshanError `not-found` */
  publication(id: number): Promise<views.PublicationView>;
  /** The bytes as they were published. @throws QingshanError `not-found`, `workspace-damaged` */
  publicationFile(id: number, form: PublishedForm): Promise<ProducedFile>;
  /** Compares kept bytes with what the frozen facts give again; `null`: of every publication. @throws QingshanError `not-found` */
  verifyPublications(id: number | null): Promise<views.PublicationCheckView[]>;
  documentTemplates(): Promise<views.DocumentTemplatesView>;
  /** `null`: the one that ships. @throws QingshanError `not-found` */
  documentTemplateFile(kind: DocumentKind, version: number | null): Promise<ProducedFile>;
  /** @throws QingshanError `bad-template` naming the places that are wrong, `bad-file` */
  addDocumentTemplate(kind: DocumentKind, file: TemplateFile): Promise<views.DocumentTemplatesView>;
  /** Goes back to an earlier version, or with `null` to the one that ships. @throws QingshanError `not-found` */
  useDocumentTemplate(
    kind: DocumentKind,
    choice: { readonly version: number | null; readonly note: string },
  ): Promise<views.DocumentTemplatesView>;
}

export function publicationUseCases(campaign: Campaign, evaluator: Evaluator, actor: Actor): PublicationUseCases {
  const { workspace } = campaign;
  const fresh = async (): Promise<Sources> => ({ campaign, evaluator: await evaluator.refresh() });
  return {
    documentsToMake: async () => documentsToMake(await fresh()),
    documentDraft: async (ask) => showDraft(await fresh(), ask),
    documentDraftFile: async (ask, form) => draftFile(await fresh(), ask, form),
    publish: async (input) => publish(await fresh(), actor, input),
    withdrawPublication: async (id, reason) => withdrawPublication(await fresh(), actor, id, reason),
    publications: (query) => listPublications(workspace, actor, query),
    publication: (id) => showPublication(workspace, actor, id),
    publicationFile: (id, form) => publicationFile(workspace, actor, id, form),
    verifyPublications: (id) => verifyPublications(workspace, actor, id),
    documentTemplates: () => listTemplates(workspace),
    documentTemplateFile: (kind, version) => templateFile(workspace, kind, version),
    addDocumentTemplate: (kind, file) => addTemplate(workspace, actor, kind, file),
    useDocumentTemplate: (kind, choice) => useTemplate(workspace, actor, kind, choice),
  };
}
