import type { Sound } from './keying-effect.ts';

/** Frequencies in hertz, one tone after the other; short, so that fast fingers don't outrun them. */
const TONES: Readonly<Record<Sound, readonly number[]>> = {
  spoilt: [220, 165],
  check: [440],
  'look-again': [330, 440],
};
const TONE_SECONDS = 0.09;
const LOUDNESS = 0.12;

let context: AudioContext | null = null;

/** Two falling tones for a spoilt answer, one for a light check, two rising ones for what differs from the first keying. Silent where the computer has no sound. */
export function playSound(sound: Sound): void {
  try {
    context ??= new AudioContext();
    void context.resume();
    TONES[sound].forEach((hertz, index) =>
      playTone(context!, hertz, context!.currentTime + index * TONE_SECONDS),
    );
  } catch {
    // What sounds is also said in the message line, so nothing is lost with the sound.
  }
}

function playTone(audio: AudioContext, hertz: number, atSeconds: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.type = 'triangle';
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(LOUDNESS, atSeconds);
  // Faded out, because a tone that is cut off clicks.
  gain.gain.exponentialRampToValueAtTime(0.001, atSeconds + TONE_SECONDS);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(atSeconds);
  oscillator.stop(atSeconds + TONE_SECONDS);
}
