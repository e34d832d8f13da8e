import type { Site } from '@qingshan/campaign';
import { DAY_SECONDS, HOUR_SECONDS, monitoringDayOf, type Moment } from '@qingshan/kernel';
import { hj212 } from '@qingshan/sources';
import { possibleDays } from '../imports/import-files.ts';
import { compareParsed } from '../imports/store-batch.ts';
import type { Workspace } from '../workspace.ts';
import { DeviceMemory } from './device-memory.ts';
import { endOfPiece, GATEWAY_SOURCE, Portion, type DeviceHours } from './portion.ts';
import type { FrameLog, Gateway, StoredFrame } from './ports.ts';
import { deviceOf } from './registered.ts';

/** Frames of so many seconds are read again at the start, for what is kept in memory only. */
const REMEMBERED = DAY_SECONDS + HOUR_SECONDS;
/** Frames whose values are stored together at most */
const MOST_FRAMES = 5000;
/** After so many frames others have their turn. */
const AT_ONCE = 200;
/** Milliseconds between two runs, after which those begin that arrived meanwhile; and after one that failed */
const EVERY_MS = 500;
const BURST_MS = 50;
const RETRY_MS = 10_000;

/** An instrument, and whether it is listened to. */
interface Known {
  readonly device: hj212.Device;
  readonly withdrawn: boolean;
}

/** What a frame says. */
export interface ReadFrame {
  readonly telegram: hj212.Telegram;
  readonly readout: hj212.Readout;
}

/** What is not stored although the telegram can be read, because of the workspace. */
function nothing(doubt: hj212.DoubtCode, text: string | null): hj212.Readout {
  return { observations: [], doubts: [{ doubt, code: null, text }] };
}

/**
 * From the log of frames to the observations: hourly data (2061) are stored in batches soon after they arrived; of all
 * others the newest values are known here. What was read stays in the log, so whatever fails or is killed is done again
 * from the last position, and the batch names the piece of the log that it is of, so that nothing is stored twice.
 */
export class Intake {
  readonly #workspace: Workspace;
  readonly #keep: (hours: DeviceHours) => Promise<unknown>;
  readonly #sites: ReadonlyMap<string, Site>;
  #protocol: hj212.Protocol | null = null;
  /** What each device has sent lately */
  readonly memories = new Map<string, DeviceMemory>();
  #devices: ReadonlyMap<string, Known> = new Map();
  /** Ends of the pieces that are stored, of real and of simulated sites */
  #stored = { real: 0, simulated: 0 };
  #portion: Portion | null = null;
  #projected = 0;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #wanted = false;
  #lastRun = 0;
  #failed: (error: unknown) => void = () => undefined;
  #deafen: () => void = () => undefined;
  /** Since when frames are counted; `null`: nobody listens */
  since: Moment | null = null;
  /** `null`: none listens */
  gateway: Gateway | null = null;
  /** Why values could not be stored at the last try */
  failure: string | null = null;

  constructor(workspace: Workspace, keep: (hours: DeviceHours) => Promise<unknown>) {
    this.#workspace = workspace;
    this.#keep = keep;
    this.#sites = new Map(workspace.district.sites.map((site) => [site.id, site]));
  }

  /** The tables of the line protocol, made when they are first asked for. */
  get protocol(): hj212.Protocol {
    this.#protocol ??= hj212.protocolOf(this.#workspace.standards);
    return this.#protocol;
  }

  /** The registered device of an MN that is listened to. */
  deviceOf(mn: string): hj212.Device | null {
    const known = this.#devices.get(mn);
    return known && !known.withdrawn ? known.device : null;
  }

  /** Reads the registrations again. */
  async refreshDevices(): Promise<void> {
    const records = await this.#workspace.registry.devices.list();
    this.#devices = new Map(
      records.map((record) => [
        record.mn,
        { device: deviceOf(record, this.#workspace), withdrawn: record.withdrawnAt !== null },
      ]),
    );
  }

  /** Begins with what was left over. @param failed is told why values could not be stored; that is tried again */
  async start(failed: (error: unknown) => void): Promise<void> {
    this.#failed = failed;
    // Another process may have registered a device, or may have done so unheard.
    this.#deafen = this.#workspace.registry.peers.hear((message) => {
      if (message?.split(' ').includes('observations') ?? true) this.refreshDevices().catch(failed);
    });
    await this.refreshDevices();
    this.since = this.#workspace.clock.now() - REMEMBERED;
    this.arrived();
  }

  /** There are new frames in the log. */
  arrived(): void {
    this.#wanted = true;
    if (this.since === null || this.#timer !== null || this.#running !== null) return;
    const wait = this.failure === null ? Math.max(BURST_MS, this.#lastRun + EVERY_MS - Date.now()) : RETRY_MS;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#running = this.#run();
    }, wait);
  }

  /** Stores what is in the log now. @throws what stands against it */
  async settle(): Promise<void> {
    // One at a time: what the clock has begun goes first, and what it wants to begin meanwhile comes after.
    while (this.#running !== null) await this.#running;
    const settling = this.#catchUp();
    this.#running = settling
      .catch(() => undefined)
      .then(() => {
        this.#running = null;
        if (this.#wanted) this.arrived();
      });
    await settling;
  }

  /** Ends after what is being stored. */
  async stop(): Promise<void> {
    this.since = null;
    this.#deafen();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#running;
  }

  /** What a frame says; `null`: it cannot be read, which no accepted one should be. */
  read({ bytes, mn }: Pick<StoredFrame, 'bytes' | 'mn'>): ReadFrame | null {
    const telegram = hj212.readPacket(bytes);
    if (hj212.isRefusal(telegram)) return null;
    const device = this.#devices.get(mn)?.device;
    if (!device) return { telegram, readout: nothing('not-registered', null) };
    return { telegram, readout: this.#judged(hj212.observationsOf(telegram, device, this.protocol), device) };
  }

  #judged(readout: hj212.Readout, { site }: hj212.Device): hj212.Readout {
    if (!this.#sites.has(site)) return nothing('unknown-site', site);
    const [first] = readout.observations;
    if (!first) return readout;
    const { earliest, latest } = possibleDays(this.#workspace);
    const day = monitoringDayOf(first.time);
    return day >= earliest && day <= latest ? readout : nothing('time-outside', null);
  }

  async #run(): Promise<void> {
    this.#lastRun = Date.now();
    this.#wanted = false;
    try {
      await this.#catchUp();
      this.failure = null;
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
      this.#wanted = true;
      this.#failed(error);
    }
    this.#running = null;
    if (this.#wanted) this.arrived();
  }

  async #catchUp(): Promise<void> {
    const log = await this.#workspace.frames();
    this.#portion ??= await this.#begin(log);
    let turn = 0;
    for await (const frame of log.read(this.#portion.to)) {
      if (this.#portion.frames >= MOST_FRAMES) await this.#store(log);
      this.#take(frame, this.#portion);
      turn += 1;
      if (turn % AT_ONCE === 0) await new Promise(setImmediate);
    }
    await this.#store(log);
  }

  async #begin(log: FrameLog): Promise<Portion> {
    const batches = await this.#workspace.registry.batches({ source: GATEWAY_SOURCE });
    for (const { files, simulated, state } of batches) {
      if (state !== 'committed' && state !== 'undone') continue;
      const kind = simulated ? 'simulated' : 'real';
      this.#stored[kind] = Math.max(this.#stored[kind], endOfPiece(log.name, files[0]));
    }
    this.#projected = await log.projected();
    const remembered = await log.since(this.#workspace.clock.now() - REMEMBERED);
    return new Portion(Math.min(this.#projected, remembered));
  }

  #take(frame: StoredFrame, portion: Portion): void {
    const { next, mn, received } = frame;
    portion.to = next;
    portion.frames += 1;
    const read = this.read(frame);
    if (read === null) return;
    const { telegram, readout } = read;
    const memory = this.memories.get(mn) ?? new DeviceMemory();
    this.memories.set(mn, memory);
    memory.learn(received, telegram.cn, readout);
    const site = this.#sites.get(this.#devices.get(mn)?.device.site ?? '');
    if (telegram.cn !== '2061' || !site || next <= this.#projected) return;
    if (next > this.#stored[site.simulated ? 'simulated' : 'real']) portion.add(site, readout, mn);
  }

  async #store(log: FrameLog): Promise<void> {
    const portion = this.#portion;
    if (portion === null || portion.to === portion.from) return;
    for (const hours of portion.hours(log.name)) {
      const { added, corrected } = await compareParsed(this.#workspace, [hours.parsed]);
      if (added + corrected > 0) await this.#keep(hours);
    }
    if (portion.to > this.#projected) {
      await log.setProjected(portion.to);
      this.#projected = portion.to;
    }
    this.#portion = new Portion(portion.to);
  }
}
