import { SIGNED_IN, OFFICE, type Rule, type Who } from '../people/rule.ts';
import type { ScoreUseCases } from '../scores/use-cases.ts';
import type { PublicationUseCases } from './use-cases.ts';

type UseCases = PublicationUseCases & ScoreUseCases;

type PublicationPolicy = {
  readonly [K in keyof UseCases]: Rule<Parameters<UseCases[K]>, Awaited<ReturnType<UseCases[K]>>>;
};

/** The public reads the kinds that the setting `documents.public` names. */
const READERS: Who = { ...SIGNED_IN, public: 'published' };

/** Who may draft, publish and read documents; part of the one policy. */
export const PUBLICATION_POLICY: PublicationPolicy = {
  scorePacks: { area: 'documents', text: { zh: '看评分办法', en: 'See the scoring rules' }, who: SIGNED_IN },
  scores: { area: 'documents', text: { zh: '看考核得分', en: 'See the scores' }, who: SIGNED_IN },
  documentsToMake: { area: 'documents', text: { zh: '看待办文件', en: 'See documents to be made' }, who: SIGNED_IN },
  documentDraft: { area: 'documents', text: { zh: '起草文件', en: 'Draft a document' }, who: SIGNED_IN },
  documentDraftFile: { area: 'documents', text: { zh: '下载草稿', en: 'Take a draft as a file' }, who: SIGNED_IN },
  publish: {
    area: 'documents',
    text: { zh: '发布文件', en: 'Publish a document' },
    who: OFFICE,
    command: {
      action: 'publish',
      subject: ([{ ask }], made) => (made ? `publication:${made.id}` : `document:${ask.kind} ${ask.subject}`),
      detail: ([{ replaces }], { kind, number, title }) => ({ kind, number, title, replaces }),
    },
  },
  withdrawPublication: {
    area: 'documents',
    text: { zh: '撤回已发布的文件', en: 'Withdraw a publication' },
    who: OFFICE,
    command: {
      action: 'withdraw-publication',
      subject: ([id]) => `publication:${id}`,
      detail: ([, reason]) => ({ reason }),
    },
  },
  publications: {
    area: 'documents',
    text: { zh: '看已发布文件（公众只看设定的种类）', en: 'See what was published (the public: kinds as set)' },
    who: READERS,
  },
  publication: {
    area: 'documents',
    text: { zh: '看一份已发布文件', en: 'See a publication' },
    who: READERS,
  },
  publicationFile: {
    area: 'documents',
    text: { zh: '下载已发布文件', en: 'Take a publication as a file' },
    who: READERS,
  },
  verifyPublications: {
    area: 'documents',
    text: { zh: '校验已发布文件可原样重现', en: 'Verify that publications can be reproduced' },
    who: SIGNED_IN,
  },
  documentTemplates: { area: 'documents', text: { zh: '看文件模板', en: 'See the templates' }, who: SIGNED_IN },
  documentTemplateFile: { area: 'documents', text: { zh: '下载模板', en: 'Take a template' }, who: SIGNED_IN },
  addDocumentTemplate: {
    area: 'documents',
    text: { zh: '上传模板', en: 'Bring a template' },
    who: OFFICE,
    command: {
      action: 'add-template',
      subject: ([kind]) => `template:${kind}`,
      detail: ([, { name }]) => ({ file: name }),
    },
  },
  useDocumentTemplate: {
    area: 'documents',
    text: { zh: '换用模板', en: 'Put a template to use' },
    who: OFFICE,
    command: {
      action: 'use-template',
      subject: ([kind]) => `template:${kind}`,
      detail: ([, { version, note }]) => ({ version, note }),
    },
  },
};
