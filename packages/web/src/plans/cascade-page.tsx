import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Go } from '../shared/go.tsx';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { NotAllowed } from '../shared/not-allowed.tsx';
import { Page, PrintButton } from '../shared/page.tsx';
import { useMay } from '../shared/use-may.ts';
import { useText } from '../shared/use-text.ts';
import { DropBox } from './drop-box.tsx';
import { cascadeQuery, importItems, linkItem, previewItems, usePlanStep, type Cascade } from './plan-queries.ts';
import { PlanTabs } from './plan-tabs.tsx';
import './plans.css';

type Item = Cascade['items'][number];
const ONLY = ['all', 'gaps', 'conflicts'] as const;
type Only = (typeof ONLY)[number];

const isGap = (item: Item): boolean => item.findings.some((f) => f.code === 'no-measure');
const hasConflict = (item: Item): boolean => item.findings.some((f) => f.code !== 'no-measure');

/** Where the measures come from: what the city orders, who carries it out here, what is missing or contradicts. */
export function CascadePage() {
  const { t } = useTranslation();
  const may = useMay('importMunicipalItems');
  const query = useQuery(cascadeQuery);
  return (
    <Page
      title={t('plans.cascade.title')}
      sub={t('plans.cascade.sub', { year: query.data?.year ?? '–' })}
      actions={<PrintButton />}
    >
      <PlanTabs />
      <Loaded query={query} lines={6}>
        {(cascade) => <Items cascade={cascade} />}
      </Loaded>
      <NotAllowed useCase="importMunicipalItems" />
      {may ? <Import /> : null}
    </Page>
  );
}

function Items({ cascade }: { readonly cascade: Cascade }) {
  const { t } = useTranslation();
  const text = useText();
  const [only, setOnly] = useState<Only>('all');
  const { counts, items, source, stray } = cascade;
  if (items.length === 0) return <p className="empty">{t('plans.cascade.none')}</p>;
  const shown = items.filter((i) => (only === 'gaps' ? isGap(i) : only === 'conflicts' ? hasConflict(i) : true));
  const facts = [
    ['items', counts.items],
    ['linked', counts.linked],
    ['gaps', counts.withoutMeasure],
    ['conflicts', counts.conflicts],
    ['own', counts.own],
  ] as const;
  return (
    <>
      <dl className="draft-checks">
        {facts.map(([key, n]) => (
          <div key={key}>
            <dt>{t(`plans.cascade.${key}`)}</dt>
            <dd>
              <b>{n}</b>
            </dd>
          </div>
        ))}
      </dl>
      {source ? (
        <p className="note">{t('plans.cascade.source', { ...source, at: source.at.replace('T', ' ') })}</p>
      ) : null}
      <span className="switch" role="group" aria-label={t('plans.cascade.items')}>
        {ONLY.map((key) => (
          <button key={key} type="button" aria-pressed={only === key} onClick={() => setOnly(key)}>
            {t(`plans.cascade.only.${key}`)}
          </button>
        ))}
      </span>
      {shown.length === 0 ? <p className="empty">{t('app.nothing')}</p> : null}
      {shown.map((item) => (
        <ItemCard key={item.id} item={item} seen={cascade.seq} />
      ))}
      {stray.length === 0 ? null : (
        <div className="warnings">
          <b>{t('plans.cascade.stray')}</b>
          <ul>
            {stray.map((link) => (
              <li key={`${link.item} ${link.measure}`}>
                {text(link.text)} <Unlink item={link.item} measure={link.measure} seen={cascade.seq} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** The shares that measures take of an amount, added up where the units are the same. */
function sumOf({ links, quantity }: Item): string | null {
  if (quantity === null) return null;
  const own = links.flatMap((link) => (link.quantity?.unit === quantity.unit ? [Number(link.quantity.value)] : []));
  return own.length === 0 ? null : String(Math.round(own.reduce((a, b) => a + b, 0) * 1e6) / 1e6);
}

function ItemCard({ item, seen }: { readonly item: Item; readonly seen: number }) {
  const { t } = useTranslation();
  const text = useText();
  const may = useMay('linkMunicipalItem');
  const { quantity } = item;
  const sum = sumOf(item);
  return (
    <article className="cascade-item">
      <h3>
        {item.id} {item.words}
      </h3>
      <p className="note">
        {item.document} {item.clause}
        {quantity ? ` · ${t('plans.cascade.asked')} ${quantity.value}${quantity.unit}` : ''}
        {item.due ? ` · ${t('plans.cascade.due')} ${item.due}` : ''}
        {item.unitNames.length === 0 ? '' : ` · ${item.unitNames.map(text).join(t('app.listSep'))}`}
      </p>
      {item.findings.map((finding) => (
        <p key={finding.text.zh} className="finding">
          {text(finding.text)}
        </p>
      ))}
      <ul>
        {item.links.map((link) => (
          <li key={link.measure}>
            {link.known ? <Go to={`/measures/${link.measure}`}>{link.measure}</Go> : link.measure} {text(link.title)}{' '}
            <small>
              {text(link.due)}
              {link.quantity ? ` · ${t('plans.cascade.share', link.quantity)}` : ''}
            </small>{' '}
            <Unlink item={item.id} measure={link.measure} seen={seen} />
          </li>
        ))}
      </ul>
      {quantity && sum !== null ? (
        <p className="note">{t('plans.cascade.sum', { sum, asked: quantity.value, unit: quantity.unit })}</p>
      ) : null}
      {may ? <LinkForm item={item} seen={seen} key={seen} /> : null}
    </article>
  );
}

function Unlink({ item, measure, seen }: { readonly item: string; readonly measure: string; readonly seen: number }) {
  const { t } = useTranslation();
  const may = useMay('linkMunicipalItem');
  const step = usePlanStep(() => linkItem({ item, measure, link: null, seen }));
  if (!may) return null;
  return (
    <button type="button" className="link" disabled={step.isPending} onClick={() => step.mutate(undefined)}>
      {t('plans.cascade.remove')}
    </button>
  );
}

function LinkForm({ item, seen }: { readonly item: Item; readonly seen: number }) {
  const { t } = useTranslation();
  const text = useText();
  const [measure, setMeasure] = useState('');
  const [value, setValue] = useState('');
  const step = usePlanStep((id: string) =>
    linkItem({
      item: item.id,
      measure: id.trim(),
      link: { quantity: item.quantity && value !== '' ? { value, unit: item.quantity.unit } : null },
      seen,
    }),
  );
  return (
    <form
      className="filters"
      onSubmit={(e) => {
        e.preventDefault();
        step.mutate(measure);
      }}
    >
      {item.likely.length === 0 ? null : (
        <span className="actions">
          <small>{t('plans.cascade.likely')}</small>
          {item.likely.map((like) => (
            <button key={like.measure} type="button" className="pill" onClick={() => setMeasure(like.measure)}>
              {like.measure} {text(like.title)}
            </button>
          ))}
        </span>
      )}
      <label className="field">
        {t('plans.cascade.measure')}
        <input required value={measure} placeholder="A15-1" onChange={(e) => setMeasure(e.target.value)} />
      </label>
      {item.quantity ? (
        <label className="field">
          {t('plans.cascade.quantity')} ({item.quantity.unit})
          <input inputMode="decimal" pattern="\d+(\.\d+)?" value={value} onChange={(e) => setValue(e.target.value)} />
        </label>
      ) : null}
      <button type="submit" disabled={step.isPending}>
        {t('plans.cascade.link')}
      </button>
      {step.isError ? <Failed error={step.error} /> : null}
    </form>
  );
}

function Import() {
  const { t } = useTranslation();
  const text = useText();
  const [file, setFile] = useState<File | null>(null);
  const preview = useMutation({ mutationFn: previewItems });
  const commit = usePlanStep((of: File) => importItems(of, true));
  const take = (of: File) => {
    setFile(of);
    commit.reset();
    preview.mutate(of);
  };
  const found = preview.data;
  return (
    <section>
      <DropBox
        label={t('plans.cascade.drop')}
        hint={t('plans.cascade.heads')}
        busy={preview.isPending || commit.isPending}
        take={take}
      />
      {preview.isError ? <Failed error={preview.error} /> : null}
      {found && file && !commit.isSuccess ? (
        <>
          <p>{t('plans.cascade.preview', { added: found.added, changed: found.changed, gone: found.gone })}</p>
          {found.faults.length === 0 ? null : (
            <div className="warnings">
              <b>{t('plans.cascade.faults', { count: found.faults.length })}</b>
              <ul>
                {found.faults.map((fault) => (
                  <li key={fault.text.zh}>{text(fault.text)}</li>
                ))}
              </ul>
            </div>
          )}
          <button
            type="button"
            className="primary"
            disabled={found.items.length === 0 || commit.isPending}
            onClick={() => commit.mutate(file)}
          >
            {found.faults.length === 0
              ? t('plans.cascade.import', { count: found.items.length })
              : t('plans.cascade.importSkip', { count: found.items.length })}
          </button>
        </>
      ) : null}
      {commit.isError ? <Failed error={commit.error} /> : null}
      {commit.isSuccess ? <p role="status">{t('plans.cascade.done')}</p> : null}
    </section>
  );
}
