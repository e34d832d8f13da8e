import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { become, openBrowser, openPage, startApp, type OpenPage, type RunningApp } from './support.ts';

type Language = 'zh' | 'en';

/** The demonstration and a browser for the tests of one `describe`, from before its first until after its last. */
export interface Demonstration {
  readonly url: string;
  /** Port of 127.0.0.1 on which it listens to instruments */
  readonly gateway: number;
  /** What its pages have complained about, in the order in which they were opened */
  readonly complaints: readonly string[];
  /** A page in a fresh profile, wide 1440 unless said otherwise. */
  open(language: Language, width?: number): Promise<OpenPage>;
  /** A page in a fresh profile on which one of the demonstration's accounts is signed in; `null`: nobody. */
  pageOf(person: string | null, language?: Language, width?: number): Promise<Page>;
}

/** Serves the demonstration to the tests of the `describe` that it is called in. */
export function demonstration(): Demonstration {
  let app: RunningApp | undefined;
  let browser: Browser | undefined;
  const opened: OpenPage[] = [];
  beforeAll(async () => {
    [app, browser] = await Promise.all([startApp(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });
  const served = (): RunningApp => {
    if (app === undefined) throw new Error('the demonstration is served within tests and hooks only');
    return app;
  };
  const open = async (language: Language, width = 1440): Promise<OpenPage> => {
    if (browser === undefined) throw new Error('there is a browser within tests and hooks only');
    const made = await openPage(browser, served().url, language, width);
    opened.push(made);
    return made;
  };
  return {
    get url() {
      return served().url;
    },
    get gateway() {
      return served().gateway;
    },
    get complaints() {
      return opened.flatMap(({ complaints }) => complaints);
    },
    open,
    async pageOf(person, language = 'zh', width = 1440) {
      const { page } = await open(language, width);
      if (person !== null) await become(page, served().url, person);
      return page;
    },
  };
}
