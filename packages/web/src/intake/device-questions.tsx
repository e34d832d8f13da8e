import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { DateField, SelectField } from '../shared/fields.tsx';
import { momentText } from '../shared/format.ts';
import { Failed } from '../shared/loaded.tsx';
import { useRefreshingStep } from '../shared/use-refreshing-step.ts';
import { useText } from '../shared/use-text.ts';
import { askDevice, type Counted } from './intake-queries.ts';

const HISTORIES = ['2061', '2051', '2031'] as const;
const WHATS = [...HISTORIES, 'set-time'] as const;
type What = (typeof WHATS)[number];

interface DeviceQuestionsProps {
  readonly device: Counted;
  /** `2024-10-31`: the day that is asked for if nothing else is chosen, and the last that can be */
  readonly today: string;
  readonly again: () => Promise<void>;
}

/** Asks a device for what it measured in a time that is past, or sets its clock; and what came of it. */
export function DeviceQuestions({ device, today, again }: DeviceQuestionsProps) {
  const { t } = useTranslation();
  const [what, setWhat] = useState<What>('2061');
  const [from, setFrom] = useState(device.missingHours[0]?.slice(0, 10) ?? today);
  const [to, setTo] = useState(today);
  const ask = useRefreshingStep(askDevice, again);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const question = what === 'set-time' ? ({ what } as const) : ({ what: 'history', cn: what, from, to } as const);
    ask.mutate({ mn: device.mn, question });
  };
  return (
    <details className="device-questions">
      <summary>{t('devices.ask')}</summary>
      {device.connected ? null : <p className="note">{t('devices.askAway')}</p>}
      <form className="filters" onSubmit={submit}>
        <SelectField
          name={t('devices.askWhat')}
          value={what}
          set={(next) => setWhat(WHATS.find((one) => one === next) ?? '2061')}
        >
          {WHATS.map((one) => (
            <option key={one} value={one}>
              {t(`devices.asks.${one}`)}
            </option>
          ))}
        </SelectField>
        {what === 'set-time' ? null : (
          <>
            <DateField name={t('devices.askFrom')} value={from} set={setFrom} max={today} />
            <DateField name={t('devices.askTo')} value={to} set={setTo} min={from} max={today} />
          </>
        )}
        <button type="submit" disabled={!device.connected || ask.isPending}>
          {t('devices.doAsk')}
        </button>
      </form>
      {ask.error ? <Failed error={ask.error} title={t('devices.notDone')} /> : null}
      <AskedList asked={device.asked} />
    </details>
  );
}

function AskedList({ asked }: { readonly asked: Counted['asked'] }) {
  const { t } = useTranslation();
  const text = useText();
  if (asked.length === 0) return null;
  return (
    <ul aria-live="polite">
      {asked.map((one) => {
        const what = WHATS.find((known) => known === one.cn) ?? 'set-time';
        const counts = (['done', 'noData', 'failed', 'waiting'] as const).filter((kind) => one[kind] > 0);
        const when = one.from === null || one.to === null ? '' : ` ${momentText(one.from)} — ${momentText(one.to)}`;
        return (
          <li key={`${one.at} ${one.cn} ${one.from}`}>
            {t(`devices.asks.${what}`)}
            {when} · {counts.map((kind) => t(`devices.askEnds.${kind}`, { count: one[kind] })).join(t('app.listSep'))}{' '}
            <small className="note">
              {momentText(one.at)} {one.by} {one.said ? text(one.said) : ''}
            </small>
          </li>
        );
      })}
    </ul>
  );
}
