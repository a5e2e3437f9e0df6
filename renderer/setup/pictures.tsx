/** Our drawings of what QuickBooks and the Web Connector show while Stockbridge is added, one for each click. */
import type { ReactNode } from 'react';
import { Drawing, DrawnBox, DrawnButton, DrawnChoice, DrawnLines, DrawnMark, DrawnText, DrawnTick, DrawnWindow } from './drawing.tsx';
import { CONNECTOR_WORDS } from './wordsConnector.ts';

const { drawing: WORDS, steps: STEPS } = CONNECTOR_WORDS;

export function QuickBooksPicture(): ReactNode {
  return (
    <Drawing about={STEPS.open.picture}>
      <DrawnWindow x={24} y={16} width={272} height={138} title={`${WORDS.file} – ${WORDS.quickbooks}`}>
        <DrawnLines x={36} y={48} widths={[54, 54, 54, 54, 54, 54, 54, 54]} />
        <DrawnLines x={112} y={48} widths={[160, 120, 150, 90]} />
        <DrawnMark x={30} y={19} width={184} height={12} />
      </DrawnWindow>
    </Drawing>
  );
}

/** The Web Connector's window with one line for us, or none yet. */
function Connector({ children, line }: { readonly children: ReactNode; readonly line: ReactNode }): ReactNode {
  return (
    <DrawnWindow x={12} y={12} width={296} height={146} title={WORDS.connector}>
      <DrawnButton x={20} y={36} width={88} height={18} text={WORDS.update} />
      <DrawnText x={36} y={72} text={WORDS.application} look="quiet" />
      <DrawnText x={112} y={72} text={WORDS.autoRun} look="quiet" />
      <DrawnText x={166} y={72} text={WORDS.everyMinutes} look="quiet" />
      <DrawnText x={236} y={72} text={WORDS.password} look="quiet" />
      {line}
      <DrawnText x={20} y={148} text={WORDS.add} look="link" />
      {children}
    </DrawnWindow>
  );
}

function Line({ isOn, password }: { readonly isOn: boolean; readonly password: string }): ReactNode {
  return (
    <g>
      <DrawnTick x={20} y={82} isOn={isOn} />
      <DrawnText x={36} y={91} text={WORDS.name} />
      <DrawnTick x={126} y={82} isOn={isOn} />
      <DrawnBox x={170} y={79} width={30} height={16} text="5" />
      <DrawnBox x={236} y={79} width={62} height={16} text={password} />
    </g>
  );
}

export function AddPicture({ about }: { readonly about: string }): ReactNode {
  return <Drawing about={about}><Connector line={null}><DrawnMark x={18} y={138} width={92} height={14} /></Connector></Drawing>;
}

export function AuthorizePicture(): ReactNode {
  return (
    <Drawing about={STEPS.authorize.picture}>
      <DrawnWindow x={56} y={28} width={208} height={114} title={WORDS.authorize}>
        <DrawnLines x={68} y={58} widths={[150, 120]} />
        <DrawnText x={68} y={96} text={WORDS.authorizeText} />
        <DrawnButton x={136} y={112} width={52} height={20} text={WORDS.ok} />
        <DrawnButton x={200} y={112} width={52} height={20} text={WORDS.cancel} />
        <DrawnMark x={136} y={112} width={52} height={20} />
      </DrawnWindow>
    </Drawing>
  );
}

export function CertificatePicture(): ReactNode {
  return (
    <Drawing about={STEPS.certificate.picture}>
      <DrawnWindow x={24} y={10} width={272} height={150} title={WORDS.certificate}>
        <DrawnLines x={36} y={38} widths={[190, 140]} />
        {WORDS.answers.map((text, index) => <DrawnChoice key={text} x={36} y={64 + index * 16} text={text} isOn={index === WORDS.answers.length - 1} />)}
        <DrawnMark x={36} y={112} width={246} height={10} />
        <DrawnButton x={216} y={134} width={68} height={18} text={WORDS.continue} />
      </DrawnWindow>
    </Drawing>
  );
}

export function PasswordPicture(): ReactNode {
  return <Drawing about={STEPS.password.picture}>
    <Connector line={<Line isOn={false} password="••••••••" />}><DrawnMark x={236} y={79} width={62} height={16} /></Connector>
  </Drawing>;
}

export function RunPicture(): ReactNode {
  return (
    <Drawing about={STEPS.run.picture}>
      <Connector line={<Line isOn password="••••••••" />}>
        <DrawnMark x={20} y={82} width={10} height={10} />
        <DrawnMark x={126} y={82} width={10} height={10} />
        <DrawnMark x={20} y={36} width={88} height={18} />
      </Connector>
    </Drawing>
  );
}
