"""Five stems without weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.core.audio import Audio, Samples
from engine.core.jobs import Report, no_report
from engine.core.stems import Stem
from engine.separation import kick
from engine.separation.base import Separator
from engine.separation.low_end import LowEnd, decimation, listen
from engine.separation.low_masks import low_masks
from engine.separation.medians import median_over_bins, median_over_frames
from engine.separation.stft import Stft

EPS = 1e-10


@dataclass(frozen=True, slots=True)
class SpectralSeparator:
    id: str = "spectral"
    revision: str = "1"
    sources: tuple[Stem, ...] = tuple(Stem)
    sample_rate: int | None = None
    low_end: LowEnd | None = None

    def segment_samples(self, sample_rate: int) -> int:
        return round(12.0 * sample_rate)

    def adapted_to(self, mixture: Audio, *, report: Report = no_report) -> Separator:
        return SpectralSeparator(low_end=listen(mixture, report=report))

    def separate_segment(self, mixture: Samples, sample_rate: int, *, report: Report = no_report) -> dict[Stem, Samples]:
        peak = float(np.max(np.abs(mixture), initial=0.0))
        if peak == 0.0:
            return {stem: np.zeros_like(mixture) for stem in self.sources}
        x = mixture / np.float32(peak)
        low_end = self.low_end or listen(Audio(mixture, sample_rate))
        n = x.shape[1]
        D = decimation(sample_rate)
        short = Stft(128 * D)
        X = short.forward(x)
        P2 = np.mean(np.abs(X) ** 2, axis=0)
        E = np.sqrt(P2)
        report(0.1)
        H = median_over_frames(E, 17)
        P = median_over_bins(E, 17)
        report(0.2)
        f = np.arange(E.shape[1]) * sample_rate / short.n_fft
        import os
        C=float(os.environ.get('C','2.5')); F0=float(os.environ.get('F0','3000'))
        c = 1+(C-1)/(1+(f/F0)**4)
        mp = P**2 / (P**2 + (c*H)**2 + EPS)
        mp *= 1 / (1 + (200 / np.maximum(f, 1)) ** 4)
        if low_end.kick is not None:
            nb = low_end.kick.power.shape[1]
            kp = kick.kick_power(P2[:, :nb], f[:nb], low_end.kick)
            mp[:, :nb] = np.maximum(mp[:, :nb], np.minimum(kp / (P2[:, :nb] + 1e-20), 1))
        drums1 = short.inverse(X * mp, n)
        rest = x - drums1
        report(0.4)
        mid = Stft(256 * D)
        X = mid.forward(rest)
        f = np.arange(X.shape[2]) * sample_rate / mid.n_fft
        P2 = np.mean(np.abs(X) ** 2, axis=0)
        E = np.sqrt(P2)
        if X.shape[0] == 2:
            M = np.abs(X[0] + X[1]) / 2
            S = np.abs(X[0] - X[1]) / 2
            centre = np.maximum(M**2 - 2 * S**2, 0) / (M**2 + S**2 + EPS)
        else:
            centre = np.ones_like(E)
        NB = int(1300 / f[1])
        lm = low_masks(P2[:, :NB], f[1], log_drum=low_end.log_drum)
        log = np.zeros_like(E); bass = np.zeros_like(E)
        log[:, :NB] = lm.log_drum; bass[:, :NB] = lm.bass
        H = median_over_frames(E, 31)
        P = np.maximum(E - H, 0)
        import os
        L=int(os.environ.get('SL','31'))
        HL=median_over_frames(np.ascontiguousarray(E[:,:NB]),L); PL=np.maximum(E[:,:NB]-HL,0)
        sus=HL**2/(HL**2+PL**2+EPS)
        pr=low_end.log_drum
        lowx=lambda c,o=6: (1/(1+(f[:NB]/c)**o)).astype(np.float32)
        free=1-log[:,:NB]
        bass[:,:NB]=free*sus*lowx(float(os.environ.get('XB','150')))
        BC=float(os.environ.get('BC','600'))
        bp=bass[:,:NB]*P2[:,:NB]
        lo_,hi_=int(38/f[1]),int(130/f[1])+1
        pk=lo_+np.argmax(bp[:,lo_:hi_],axis=1)
        r_=np.arange(len(bp)); lft,ctr,rgt=(np.log(bp[r_,pk+i]+1e-12) for i in (-1,0,1))
        pit=pk+np.clip(0.5*(lft-rgt)/(lft-2*ctr+rgt-1e-9),-.5,.5)
        strong=bp[r_,pk]/(np.percentile(bp[r_,pk],90)+1e-12)
        part=np.arange(NB)[None]/pit[:,None]; near=np.rint(part)
        cbb=np.clip(2.2-np.abs(part-near)*pit[:,None],0,1)*(near>=2)*(near<=8)/(1+(f[:NB]/BC)**4)
        cap=np.minimum(1, bp[r_,pk][:,None]/np.maximum(near,1)**float(os.environ.get('BR','2'))/(P2[:,:NB]+1e-12))
        bass[:,:NB]=np.maximum(bass[:,:NB], (free*sus*cbb*cap*np.clip(strong/.05,0,1)[:,None]*float(os.environ.get('BA','0.7'))))
        log[:,:NB]+=pr*(free-bass[:,:NB])*(1-sus)*lowx(float(os.environ.get('XG','220')))
        dr2=np.zeros_like(E); dr2[:,:NB]=(1-pr)*(free-bass[:,:NB])*(1-sus)*lowx(float(os.environ.get('XD','220')))
        mv = P**2 / (P**2 + H**2 + EPS) * centre
        mv *= 1 / (1 + (float(os.environ.get('VH','95')) / np.maximum(f, 1)) ** 8)
        from engine.separation.voice import follow_voice, comb
        cand = E*np.sqrt(np.maximum(mv*(1-bass-log-dr2),0))
        path = follow_voice(cand, f[1])
        cb = comb(path, E.shape[1], f[1])
        GO=float(os.environ.get('GO','0.25')); GI=float(os.environ.get('GI','0.15')); V0=float(os.environ.get('V0','0.1'))
        voiced=np.clip((path.salience-V0)/V0,0,1)[:,None].astype(np.float32)
        hi=1/(1+(4000/np.maximum(f,1))**8)
        g=voiced*(GO+(1-GO)*cb)+(1-voiced)*GO
        mv=np.clip(mv**GI*(g*(1-hi)+hi),0,1)
        masks = {Stem.DRUMS: dr2, Stem.BASS: bass, Stem.LOG_DRUM: log, Stem.VOCALS: mv * (1 - bass - log - dr2)}
        out = {}
        for s, m in masks.items():
            out[s] = mid.inverse(X * m, n) + (drums1 if s==Stem.DRUMS else 0)
        out[Stem.OTHER] = x - sum(out.values())
        report(1.0)
        return {s: (v * np.float32(peak)).astype(np.float32) for s, v in out.items()}
