import { views } from '@qingshan/app';
import { QingshanError } from '@qingshan/kernel';
import { ALERT_LEVELS } from '@qingshan/methods';
import { Option, type Command } from 'commander';
import { byOption, dataOption, jsonOption, printJson, printTable } from '../print.ts';
import { withApplication, type CommonOptions } from '../with-workspace.ts';

interface ForecastOptions extends CommonOptions {
  readonly forecast: string;
  readonly first: string;
  readonly regime: 'beijing' | 'national';
}
interface RoundOptions extends ForecastOptions {
  readonly starts: string;
  readonly basis: string;
}
interface ReasonOptions extends CommonOptions {
  readonly reason: string;
}

const STATES = {
  active: '响应中 / in force',
  lifted: '已解除 / lifted',
  withdrawn: '已撤销 / taken back',
} as const satisfies Readonly<Record<views.ResponseRowView['state'], string>>;

function timeText(moment: string | null): string {
  return moment?.replace('T', ' ') ?? '—';
}

/** `160,210,-`: a day without a forecast is `-`. */
function forecastOf({ regime, forecast, first }: ForecastOptions) {
  const aqi = forecast.split(',').map((part) => (part.trim() === '-' ? null : Number(part)));
  const read = views.forecastInput.safeParse({ regime, forecast: { first, aqi } });
  if (read.success) return read.data;
  throw new QingshanError('bad-request', { why: forecast, hint: '--first 2024-11-03 --forecast 160,210,-' });
}

function levelOf(text: string): (typeof ALERT_LEVELS)[number] {
  const level = ALERT_LEVELS.find((known) => known === text);
  if (level) return level;
  throw new QingshanError('bad-request', { why: text, hint: ALERT_LEVELS.join(', ') });
}

async function list(options: CommonOptions): Promise<void> {
  const rows = await withApplication(options, (application) => application.responses());
  if (options.json) return printJson(rows);
  return printTable(
    [
      '编号 id',
      '级别 level',
      '状态 state',
      '发布 issued',
      '签收 confirmed',
      '企业 told',
      '检查 checks',
      '违规 violations',
    ],
    rows.map(({ counts, ...row }) => [
      row.id,
      row.levelName.zh,
      STATES[row.state],
      timeText(row.issuedAt),
      `${counts.confirmed}/${counts.units}`,
      `${counts.told}/${counts.enterprises}`,
      String(counts.checks),
      String(counts.violations),
    ]),
  );
}

async function show(id: string, options: CommonOptions): Promise<void> {
  const response = await withApplication(options, (application) => application.response(id));
  if (options.json) return printJson(response);
  const { row, rounds, units } = response;
  const { counts } = row;
  console.log(`${row.id} ${row.levelName.zh} ${STATES[row.state]}${row.simulated ? '（模拟 / simulated）' : ''}`);
  for (const round of rounds) {
    console.log(`  ${timeText(round.at)} ${round.levelName.zh}，自 ${timeText(round.starts)} 起；${round.basis}`);
  }
  console.log(
    `单位签收 units ${counts.confirmed}/${counts.units} · 企业签收 enterprises ${counts.told}/${counts.enterprises} · 已检查 checked ${counts.checked} · 检查 checks ${counts.checks} · 违规 violations ${counts.violations}`,
  );
  return printTable(
    ['单位 unit', '通知 notified', '签收 confirmed', '企业 enterprises'],
    units.map((unit) => [
      unit.name.zh,
      timeText(unit.notifiedAt),
      timeText(unit.confirmedAt),
      `${unit.told}/${unit.enterprises}`,
    ]),
  );
}

async function preview(options: ForecastOptions): Promise<void> {
  const made = await withApplication(options, (application) => application.previewResponse(forecastOf(options)));
  if (options.json) return printJson(made);
  console.log(`推算级别 / level: ${made.calculation.shown}`);
  for (const { title, detail } of made.calculation.trace) console.log(`  ${title.zh}：${detail.zh}`);
  for (const { text } of made.calculation.warnings) console.log(`  ! ${text.zh} / ${text.en}`);
  console.log(`清单已确认 confirmed ${made.listed} · 未确认 not confirmed ${made.unconfirmed}`);
  return printTable(
    ['级别 level', '企业 enterprises', '减排量 kg/d'],
    made.levels.map((level) => [level.name.zh, String(level.enterprises), String(level.cut)]),
  );
}

async function issue(level: string, options: RoundOptions): Promise<void> {
  const { starts, basis } = options;
  const input = { ...forecastOf(options), level: levelOf(level), starts, basis, units: [] };
  const { id } = await withApplication(options, (application) => application.issueResponse(input));
  console.log(`已发布 / issued: ${id}`);
}

async function change(id: string, level: string, options: RoundOptions): Promise<void> {
  const { starts, basis } = options;
  const ruling = { do: 'change' as const, ...forecastOf(options), level: levelOf(level), starts, basis };
  const { row } = await withApplication(options, (application) => application.ruleOnResponse(id, ruling));
  console.log(`${row.id} ${row.levelName.zh}，自 ${timeText(row.starts)} 起`);
}

function end(what: 'lift' | 'resume' | 'withdraw') {
  return async (id: string, { reason, ...options }: ReasonOptions): Promise<void> => {
    const { row } = await withApplication(options, (application) =>
      application.ruleOnResponse(id, { do: what, reason }),
    );
    console.log(`${row.id} ${STATES[row.state]}`);
  };
}

function addForecast(command: Command): Command {
  return command
    .requiredOption('--first <day>', '预报第一天 / first day of the forecast')
    .requiredOption('--forecast <aqi>', '逐日预测 AQI，如 160,210,- / forecast daily AQI')
    .addOption(new Option('--regime <plan>', '预案 / alert plan').choices(['beijing', 'national']).default('beijing'));
}

function addRound(command: Command): Command {
  return addForecast(command)
    .requiredOption('--starts <moment>', '自何时起 / from when, 2024-11-03T00:00')
    .requiredOption('--basis <text>', '发布依据 / by which order')
    .addOption(byOption)
    .addOption(dataOption);
}

export function addResponse(program: Command): void {
  const response = program
    .command('response')
    .description('重污染天气应急响应：预警、签收、检查 / response to alerts')
    .exitOverride();
  const idText = '响应编号 / id of the response';
  const levelText = `级别 / level: ${ALERT_LEVELS.join(', ')}`;
  response
    .command('list')
    .description('各次响应 / every response')
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(list);
  response
    .command('show')
    .description('一次响应：级别、签收、检查 / one response')
    .argument('<id>', idText)
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(show);
  addForecast(
    response.command('preview').description('按预报推算级别，不保存 / the level that follows from a forecast'),
  )
    .addOption(dataOption)
    .addOption(jsonOption)
    .action(preview);
  addRound(response.command('issue').description('发布预警 / issue an alert').argument('<level>', levelText)).action(
    issue,
  );
  addRound(
    response
      .command('change')
      .description('升级或降级 / raise or lower')
      .argument('<id>', idText)
      .argument('<level>', levelText),
  ).action(change);
  const endings = [
    ['lift', '解除 / lift'],
    ['resume', '恢复误解除的响应 / take a lifting back'],
    ['withdraw', '撤销误发的预警 / take an alert back'],
  ] as const;
  for (const [name, description] of endings) {
    response
      .command(name)
      .description(description)
      .argument('<id>', idText)
      .requiredOption('--reason <text>', '依据或原因 / by which order, or why')
      .addOption(byOption)
      .addOption(dataOption)
      .action(end(name));
  }
}
