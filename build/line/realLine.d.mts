export const LINE_DOMAIN: string;
export function isLineInstalled(): boolean;
export function canTestLine(): boolean;
export interface RealLineOptions {
  readonly dataDir: string;
  readonly centralUrl: string;
  readonly secret: string;
  readonly anyPorts?: boolean;
  readonly domain?: string;
  readonly trunkSources?: string;
  readonly trunkHost?: string;
  readonly origins?: string;
  readonly music?: string;
  readonly tls?: { readonly cert: string; readonly key: string } | null;
  readonly onExit?: (name: string, why: string) => void;
}
export interface RealLine {
  readonly domain: string;
  readonly folder: string;
  readonly ports: { readonly sip: number; readonly ws: number; readonly wss: number; readonly edge: number; readonly rtpengine: number };
  readonly wsUrl: string;
  readonly wssUrl: string | null;
  /** address:port of the SIP side that carriers speak to. */
  readonly sip: string;
  pids(): { readonly kamailio: number | undefined; readonly rtpengine: number | undefined; readonly link: number | undefined };
  restartKamailio(): Promise<void>;
  restartLink(): Promise<void>;
  stop(): Promise<void>;
}
export function startRealLine(options: RealLineOptions): Promise<RealLine>;
