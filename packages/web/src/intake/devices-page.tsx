import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client.ts';
import { count, DASH, momentText } from '../shared/format.ts';
import { Failed, Loaded } from '../shared/loaded.tsx';
import { Page } from '../shared/page.tsx';
import { useRefreshingStep } from '../shared/use-refreshing-step.ts';
import { useText } from '../shared/use-text.ts';
import { DeviceImport } from './device-import.tsx';
import { DeviceQuestions } from './device-questions.tsx';
import { beijingDay, deviceState, type DeviceState } from './device-state.ts';
import { useCodes } from './use-codes.ts';
import { devicesQuery, gatewayQuery, withdrawDevice, type Counted, type Device } from './intake-queries.ts';

const CHIP: Readonly<Record<DeviceState, string>> = {
  online: 'met',
  silent: 'not-met',
  never: 'no-data',
  withdrawn: 'no-data',
};
const ORDER: readonly DeviceState[] = ['silent', 'never', 'online', 'withdrawn'];

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);

interface Row {
  readonly device: Device;
  readonly counted: Counted | undefined;
  readonly state: DeviceState;
}

/** Which instruments send, which are silent, and what of theirs was not accepted. */
export function DevicesPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const devices = useQuery(devicesQuery);
  const gateway = useQuery(gatewayQuery);
  const again = async (): Promise<void> => {
    await Promise.all([devicesQuery, gatewayQuery].map(({ queryKey }) => queries.invalidateQueries({ queryKey })));
  };
  return (
    <Page title={t('devices.title')} sub={t('devices.sub')}>
      <Loaded query={devices} lines={8}>
        {(list) => (
          <Loaded query={gateway} lines={8}>
            {(heard) => <Body devices={list} gateway={heard} now={gateway.dataUpdatedAt} again={again} />}
          </Loaded>
        )}
      </Loaded>
      <h2>{t('devices.register')}</h2>
      <p className="note">{t('devices.registerNote')}</p>
      <pre className="json">{t('devices.columns')}</pre>
      <DeviceImport done={again} />
    </Page>
  );
}

interface BodyProps {
  readonly devices: readonly Device[];
  readonly gateway: Schemas['Gateway'];
  /** When the gateway was asked, milliseconds */
  readonly now: number;
  readonly again: () => Promise<void>;
}

function Body({ devices, gateway, now, again }: BodyProps) {
  const { t } = useTranslation();
  const rows: readonly Row[] = devices
    .map((device) => {
      const counted = gateway.devices.find(({ mn }) => mn === device.mn);
      const lastHeard = counted?.lastHeard ?? device.lastHeard;
      return { device, counted, state: deviceState({ lastHeard, withdrawn: device.withdrawn !== null }, now) };
    })
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const of = (state: DeviceState): number => rows.filter((row) => row.state === state).length;
  const unknown = sumOf(gateway.refused);
  const withdraw = useRefreshingStep(withdrawDevice, again);
  return (
    <>
      <p className="standing">
        {gateway.listening ? t('devices.listening') : t('devices.notListening')}{' '}
        {rows.length === 0
          ? null
          : t('devices.standing', { online: of('online'), silent: of('silent'), never: of('never') })}
      </p>
      {gateway.failure === null ? null : (
        <div className="failed" role="alert">
          <b>{t('devices.failing')}</b>
          <p>{gateway.failure}</p>
        </div>
      )}
      {unknown === 0 ? null : (
        <p className="warnings">
          {t('devices.unknown', { count: unknown })} <Reasons of={gateway.refused} />
        </p>
      )}
      {withdraw.error ? <Failed error={withdraw.error} title={t('devices.notDone')} /> : null}
      {rows.length === 0 ? (
        <p className="empty">{t('devices.empty')}</p>
      ) : (
        <DeviceTable
          rows={rows}
          since={gateway.since}
          today={beijingDay(now)}
          again={again}
          withdraw={(mn) => withdraw.mutate(mn)}
        />
      )}
    </>
  );
}

function Reasons({ of }: { readonly of: Readonly<Record<string, number>> }) {
  const { t } = useTranslation();
  const words = useCodes();
  const known = Object.entries(of).filter(([, n]) => n > 0);
  return <>{known.map(([reason, n]) => `${words.reason(reason)} ${count(n)}`).join(t('app.listSep'))}</>;
}

interface TableProps {
  readonly rows: readonly Row[];
  readonly since: string | null;
  readonly today: string;
  readonly again: () => Promise<void>;
  readonly withdraw: (mn: string) => void;
}

function DeviceTable({ rows, since, today, again, withdraw }: TableProps) {
  const { t } = useTranslation();
  const heads = ['site', 'state', 'lastHeard', 'frames', 'refused', 'doubts', 'clock', 'settings', 'act'] as const;
  return (
    <>
      <div className="scroll">
        <table className="cards">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} className={head === 'frames' ? 'n' : ''}>
                  {t(`devices.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <DeviceRow
                key={row.device.mn}
                row={row}
                today={today}
                again={again}
                withdraw={() => withdraw(row.device.mn)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {since === null ? null : <p className="note">{t('devices.since', { at: momentText(since) })}</p>}
    </>
  );
}

function DeviceRow({
  row: { device, counted, state },
  today,
  again,
  withdraw,
}: {
  readonly row: Row;
  readonly today: string;
  readonly again: () => Promise<void>;
  readonly withdraw: () => void;
}) {
  const { t } = useTranslation();
  const text = useText();
  const lastHeard = counted?.lastHeard ?? device.lastHeard;
  const skew = counted?.clockSkew ?? 0;
  return (
    <tr className={state === 'withdrawn' ? 'set-aside' : ''}>
      <th scope="row">
        {text(device.site.name)} <span className="note">{device.mn}</span>
      </th>
      <td data-label={t('devices.state')}>
        <span className={`chip ${CHIP[state]}`}>{t(`devices.states.${state}`)}</span>
      </td>
      <td data-label={t('devices.lastHeard')}>{lastHeard === null ? DASH : momentText(lastHeard)}</td>
      <td className="n" data-label={t('devices.frames')}>
        {count(sumOf(counted?.frames ?? {}))}
      </td>
      <td data-label={t('devices.refused')}>
        {sumOf(counted?.refused ?? {}) === 0 ? DASH : <Reasons of={counted?.refused ?? {}} />}
      </td>
      <td data-label={t('devices.doubts')}>
        {sumOf(counted?.doubts ?? {}) === 0 ? DASH : count(sumOf(counted?.doubts ?? {}))}
      </td>
      <td data-label={t('devices.clock')}>{skew === 0 ? DASH : t('devices.seconds', { count: skew })}</td>
      <td data-label={t('devices.settings')}>
        {t('devices.setting', { system: device.system, version: device.version })}{' '}
        <span className="note">{t(`devices.crc.${device.crc}`)}</span>
      </td>
      <td className="wide" data-label={t('devices.act')}>
        {state === 'withdrawn' ? null : (
          <>
            {counted ? <DeviceQuestions device={counted} today={today} again={again} /> : null}
            <button type="button" onClick={() => confirm(t('devices.sure', { mn: device.mn })) && withdraw()}>
              {t('devices.withdraw')}
            </button>
          </>
        )}
      </td>
    </tr>
  );
}
