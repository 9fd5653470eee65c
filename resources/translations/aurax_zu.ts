<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zu_ZA" sourcelanguage="en">
    <context>
        <name>Actions</name>
        <message>
            <source>1 dB louder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phakamisa nge-1 dB</translation>
        </message>
        <message>
            <source>1 dB softer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yehlisa nge-1 dB</translation>
        </message>
        <message>
            <source>A/B: blind listening tests</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">A/B: ukulalela ungazi</translation>
        </message>
        <message>
            <source>All keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zonke izinkinobho</translation>
        </message>
        <message>
            <source>Cancel the running job</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khansela umsebenzi oqhubekayo</translation>
        </message>
        <message>
            <source>Choose lane %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha umugqa %d</translation>
        </message>
        <message>
            <source>Choose the lane above</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha umugqa ongenhla</translation>
        </message>
        <message>
            <source>Choose the lane below</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha umugqa ongezansi</translation>
        </message>
        <message>
            <source>Command palette…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uhlu lwemiyalo…</translation>
        </message>
        <message>
            <source>Export stems and MIDI…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khipha ama-stems ne-MIDI…</translation>
        </message>
        <message>
            <source>Export the log drum as one-shots…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khipha i-log drum njengama-one-shots…</translation>
        </message>
        <message>
            <source>Facts about the song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaqiniso ngengoma</translation>
        </message>
        <message>
            <source>Find in the library</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thola emtapweni</translation>
        </message>
        <message>
            <source>Gain to 0 dB</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-gain ibe ngu-0 dB</translation>
        </message>
        <message>
            <source>Help</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Usizo</translation>
        </message>
        <message>
            <source>Help for this page</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Usizo ngaleli khasi</translation>
        </message>
        <message>
            <source>Judge: markers</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlola: izimpawu</translation>
        </message>
        <message>
            <source>Keyboard shortcuts…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinqamuleli zekhibhodi…</translation>
        </message>
        <message>
            <source>Label: what you hear</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Beka ilebula: okuzwayo</translation>
        </message>
        <message>
            <source>Lanes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imigqa</translation>
        </message>
        <message>
            <source>Library</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umtapo</translation>
        </message>
        <message>
            <source>Loop</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-loop</translation>
        </message>
        <message>
            <source>Loop begins here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-loop iqala lapha</translation>
        </message>
        <message>
            <source>Loop ends here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-loop iphela lapha</translation>
        </message>
        <message>
            <source>Make takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza ama-takes</translation>
        </message>
        <message>
            <source>Make: takes from words</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza: ama-takes avela emazwini</translation>
        </message>
        <message>
            <source>Metronome</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-metronome</translation>
        </message>
        <message>
            <source>Mute the chosen lane</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thulisa umugqa okhethiwe</translation>
        </message>
        <message>
            <source>No solo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ayikho i-solo</translation>
        </message>
        <message>
            <source>Notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amanothi</translation>
        </message>
        <message>
            <source>One bar back</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-bar eyodwa emuva</translation>
        </message>
        <message>
            <source>One bar on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-bar eyodwa phambili</translation>
        </message>
        <message>
            <source>One beat back</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-beat eyodwa emuva</translation>
        </message>
        <message>
            <source>One beat on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-beat eyodwa phambili</translation>
        </message>
        <message>
            <source>Open songs…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula izingoma…</translation>
        </message>
        <message>
            <source>Piano roll below the lanes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-piano roll ngaphansi kwemigqa</translation>
        </message>
        <message>
            <source>Play</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dlala</translation>
        </message>
        <message>
            <source>Play or pause</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dlala noma misa kancane</translation>
        </message>
        <message>
            <source>Queue, log and piano roll</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ulayini, i-log ne-piano roll</translation>
        </message>
        <message>
            <source>Quit</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phuma</translation>
        </message>
        <message>
            <source>Redo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phinda</translation>
        </message>
        <message>
            <source>Show the whole song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bonisa ingoma yonke</translation>
        </message>
        <message>
            <source>Solo the chosen lane</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa umugqa okhethiwe wodwa</translation>
        </message>
        <message>
            <source>Song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingoma</translation>
        </message>
        <message>
            <source>Split: stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlukanisa: ama-stems</translation>
        </message>
        <message>
            <source>Stop, back to the start</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Misa, buyela ekuqaleni</translation>
        </message>
        <message>
            <source>Undo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlehlisa</translation>
        </message>
        <message>
            <source>View</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Buka</translation>
        </message>
        <message>
            <source>What computes here…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okubala lapha…</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sondeza</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlehlisela emuva</translation>
        </message>
    </context>
    <context>
        <name>AnnotatePage</name>
        <message>
            <source>Bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-bars</translation>
        </message>
        <message>
            <source>Of a part you can say markers and style; a part is kept once something is said of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Part</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The song and its parts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The whole song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingoma yonke</translation>
        </message>
        <message>
            <source>Time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is said</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What you leave empty says nothing. Choose a part to label it by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whole song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingoma yonke</translation>
        </message>
        <message>
            <source>part</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BatchBar</name>
        <message>
            <source>%d songs selected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 song selected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Analyse</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export stems and MIDI…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khipha ama-stems ne-MIDI…</translation>
        </message>
        <message>
            <source>Find tempo, key, chords and form</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Into a folder of yours, named by tempo and key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Judge the cultural markers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove from library…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphuzu</translation>
        </message>
        <message>
            <source>Set rights…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show it with its stems (Enter)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State whose music this is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The studio forgets them; your files are never touched (Delete)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BeatRuler</name>
        <message>
            <source>Bars and beats</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Click to move the play-head, drag to make a loop. The Notes view lists the beats.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BlindMaking</name>
        <message>
            <source>The new test's folder</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BlindTest</name>
        <message>
            <source>%d of %d trials are answered and kept. You can also come back another day.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All %d trials are answered and kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back to the test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Blind listening tests</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Connect headphones or speakers and leave the test until then: answers would say nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Declared votes are missing. Looking now ends voting for everybody;
the report will say why:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>End the test early</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qhubeka</translation>
        </message>
        <message>
            <source>Hear two versions in step, say which one you prefer, and learn what they were only at the end. A test is a folder that you were given, or that you make of any two systems, here or so:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave the test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a test…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No sound card was found, so nothing can be heard.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a listening test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a test…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imisiwe</translation>
        </message>
        <message>
            <source>Set the level again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thank you</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Siyabonga</translation>
        </message>
        <message>
            <source>The sound had stopped and goes on now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The test's key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was what is told when everybody is done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%s” again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Chips</name>
        <message>
            <source>%d BPM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%d bars</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%g BPM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Energy</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amandla</translation>
        </message>
        <message>
            <source>Key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukhiye</translation>
        </message>
        <message>
            <source>Length</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ubude</translation>
        </message>
        <message>
            <source>Log drum</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-log drum</translation>
        </message>
        <message>
            <source>Major</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isitayela</translation>
        </message>
        <message>
            <source>Tempo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-tempo</translation>
        </message>
        <message>
            <source>as you say</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>busy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calm</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>driven</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>full</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>high</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>medium</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sparse</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>steady</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>with slides</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChordEditLane</name>
        <message>
            <source>Chord</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chords, editable</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Double click, or Enter, to write another chord: Fm9, Db/Ab, iv7, N for none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Left and Right choose a chord, Enter writes it anew. The table of chords below holds the same.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChordLane</name>
        <message>
            <source>Chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-chords</translation>
        </message>
        <message>
            <source>Chords and bars follow once the stems are done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No chords were found in this song</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The Notes view lists the chords as a table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Zoom in to read the chords (Ctrl and wheel)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Closing</name>
        <message>
            <source>Close now</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vala manje</translation>
        </message>
        <message>
            <source>If you close now, it goes back to the queue and goes on when you next open the studio. Nothing is lost.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uma uvala manje, ubuyela kulayini uqhubeke lapho uvula isitudiyo futhi. Akukho okulahlekayo.</translation>
        </message>
        <message>
            <source>Keep working</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qhubeka nokusebenza</translation>
        </message>
        <message>
            <source>Work is still going on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umsebenzi usaqhubeka</translation>
        </message>
        <message>
            <source>“%s” is not finished.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” ayikapheli.</translation>
        </message>
    </context>
    <context>
        <name>ContestDialog</name>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khansela</translation>
        </message>
        <message>
            <source>Contest this passage</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How clearly you hear it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How clearly you hear it, 0–1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep this</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The score stays as it is; what you say is kept beside it and shown with it, with your name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What do you hear there? For example: the log drum is a sampled tom.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What you hear there</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CopiesDialog</name>
        <message>
            <source>Copies</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files of recordings with copies</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forget what is unticked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There are none: every recording of the library lies in one file only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These files hold the very same recording, sample by sample. Untick those that the library should forget; no file is deleted, and one file of each recording always stays.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Culture</name>
        <message>
            <source>%s: %s, 90 percent interval %s, %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%s: cannot tell, %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gospel harmony and voices</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hand and organic percussion</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Jazz harmony</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kwaito pulse and chant</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log-drum evidence</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>against</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bar %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bars %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>calibrated by listeners</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot tell</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akunakushiwo</translation>
        </message>
        <message>
            <source>chosen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>contested</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>exploratory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>features %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>model %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>profile %s %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>unknown</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akwaziwa</translation>
        </message>
    </context>
    <context>
        <name>CulturePage</name>
        <message>
            <source>Bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-bars</translation>
        </message>
        <message>
            <source>How clearly are five traits of amapiano heard in this song? Each gets a value with its interval, and the bars that speak for and against it. A trait that is not there is no fault.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score this song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlola le ngoma</translation>
        </message>
        <message>
            <source>Scores follow once the stems are done.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scoring…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This song was not analysed, so nothing can be judged in it. Open it again to analyse it.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CultureSummary</name>
        <message>
            <source>%s. The gate only asks a generator for another take.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Made with</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwenziwe nge-</translation>
        </message>
        <message>
            <source>Score again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score this song again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scoring…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This score carries no definition.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Total</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What the total is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which score of this song</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>newest: %s</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DragGrip</name>
        <message>
            <source>Drag this stem into your DAW</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DragHandle</name>
        <message>
            <source>Drag %s into your DAW</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>MIDI</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mix</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the mix</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the notes (MIDI)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Drawer</name>
        <message>
            <source>Cancel, retry or show</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Clear finished</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close the drawer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close the drawer (Ctrl+J)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Drawer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Idrowa</translation>
        </message>
        <message>
            <source>Log</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-log</translation>
        </message>
        <message>
            <source>Nothing waits. Songs you drop on the window line up here, with their progress.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Piano roll</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-piano roll</translation>
        </message>
        <message>
            <source>Queue</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ulayini</translation>
        </message>
        <message>
            <source>Queue of jobs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ulayini wemisebenzi</translation>
        </message>
        <message>
            <source>What the studio does is written here.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DropZone</name>
        <message>
            <source>Drop a song here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Donsela ingoma lapha</translation>
        </message>
        <message>
            <source>Open a song…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula ingoma…</translation>
        </message>
        <message>
            <source>WAV, AIFF, FLAC, MP3, M4A, OGG or Opus. One, or a whole folder. Nothing leaves this machine.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You get five stems, the beat, the key, the chords and the notes:</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uthola ama-stems amahlanu, i-beat, ukhiye, ama-chords namanothi:</translation>
        </message>
        <message>
            <source>or press</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">noma cindezela</translation>
        </message>
    </context>
    <context>
        <name>Errors</name>
        <message>
            <source>Something unexpected happened: %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwenzeke into engalindelekile: %s.</translation>
        </message>
        <message>
            <source>Your songs and files are untouched; you can go on working.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma namafayela akho akuthintwanga; ungaqhubeka nokusebenza.</translation>
        </message>
    </context>
    <context>
        <name>EstimateRows</name>
        <message>
            <source>%s  (%s to %s)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Exporting</name>
        <message>
            <source>%d files are in “%s”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export stems and MIDI into</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export the log drum's one-shots into</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula ifolda</translation>
        </message>
        <message>
            <source>The file is still being copied. Drag it again in a moment.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The stem is still being made. Drag it when the song is done.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>GpuBadge</name>
        <message>
            <source>Everything works on the processor meanwhile, only slower; results are the same.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Konke kusebenza ephroseseni okwamanje, kodwa kancane; imiphumela iyafana.</translation>
        </message>
        <message>
            <source>Everything works. Stems of a song take minutes, and generators with large models take long.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Konke kuyasebenza. Ama-stems engoma athatha imizuzu, futhi ama-generators anamamodeli amakhulu athatha isikhathi eside.</translation>
        </message>
        <message>
            <source>Run “python3 studio.py repair” in the studio's folder.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebenzisa “python3 studio.py repair” efoldeni yesitudiyo.</translation>
        </message>
        <message>
            <source>Run “python3 studio.py repair” in the studio's folder: it mends what is broken and keeps the rest.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebenzisa “python3 studio.py repair” efoldeni yesitudiyo: ilungisa okonakele futhi igcine okunye.</translation>
        </message>
        <message>
            <source>Songs that are open can still be played, labelled and exported.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma ezivuliwe zisengadlalwa, zifakwe amalebula futhi zikhishwe.</translation>
        </message>
        <message>
            <source>Stems and takes come several times faster than on the processor alone.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-stems nama-takes afika ngokushesha izikhathi eziningana kunephrosesa iyodwa.</translation>
        </message>
        <message>
            <source>The GPU is used: %(name)s with %(memory)d GB. A test on it went well.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-GPU iyasetshenziswa: %(name)s ene-%(memory)d GB. Ukuhlolwa kuhambe kahle.</translation>
        </message>
        <message>
            <source>The engine did not say what it computes on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-engine ayishongo ukuthi ibala ngani</translation>
        </message>
        <message>
            <source>The engine does not start, so nothing can be computed.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-engine ayiqali, ngakho akukho okungabalwa.</translation>
        </message>
        <message>
            <source>There is a GPU (%s), but the engine cannot use it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ikhona i-GPU (%s), kodwa i-engine ayikwazi ukuyisebenzisa.</translation>
        </message>
        <message>
            <source>There is no NVIDIA GPU here; the processor computes.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ayikho i-GPU ye-NVIDIA lapha; iphrosesa iyabala.</translation>
        </message>
        <message>
            <source>There is nothing to do.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho okumele ukwenze.</translation>
        </message>
        <message>
            <source>There is nothing to do. With an NVIDIA card in the machine, run “python3 studio.py repair”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho okumele ukwenze. Uma kukhona ikhadi le-NVIDIA emshinini, sebenzisa “python3 studio.py repair”.</translation>
        </message>
        <message>
            <source>Update the card's driver, then run “python3 studio.py repair”: it chooses the build that fits.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Buyekeza i-driver yekhadi, bese usebenzisa “python3 studio.py repair”: ikhetha i-build efanele.</translation>
        </message>
        <message>
            <source>What computes here, and what that means</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okubala lapha, nokuthi kusho ukuthini</translation>
        </message>
        <message>
            <source>What computes here: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okubala lapha: %s</translation>
        </message>
    </context>
    <context>
        <name>GpuDialog</name>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vala</translation>
        </message>
        <message>
            <source>Looking; this takes a few seconds…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuyabhekwa; kuthatha imizuzwana embalwa…</translation>
        </message>
        <message>
            <source>What computes here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okubala lapha</translation>
        </message>
    </context>
    <context>
        <name>Help</name>
        <message>
            <source>All songs that were opened or imported.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zonke izingoma ezivuliwe noma ezingenisiwe.</translation>
        </message>
        <message>
            <source>Choose a mark to see where it was heard. Each has an interval; “cannot tell” is an answer too.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha uphawu ukuze ubone lapho luzwakale khona. Ngalunye lunomkhawulo; “akunakushiwo” nakho kuyimpendulo.</translation>
        </message>
        <message>
            <source>Choose a stem above the notes. Click to hear from there. Export gives them as MIDI.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha i-stem ngenhla kwamanothi. Chofoza ukuze uzwe kusukela lapho. Ukukhipha kukunika wona njenge-MIDI.</translation>
        </message>
        <message>
            <source>Compare versions without knowing which is which.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qhathanisa izinguqulo ungazi ukuthi iyiphi iyiphi.</translation>
        </message>
        <message>
            <source>Drop a song here. Mute, solo and set the level of each lane; drag its handle into your DAW. The stems sum to the song, so nothing is lost between them.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Donsela ingoma lapha. Thulisa, lalela wodwa futhi setha izinga lomugqa ngamunye; donsela isibambo sawo ku-DAW yakho. Ama-stems ahlangene enza ingoma, ngakho akukho okulahlekayo phakathi kwawo.</translation>
        </message>
        <message>
            <source>Hear a song as its stems: drums, bass, vocals, other and log drum.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa ingoma ngama-stems ayo: izigubhu, i-bass, amazwi, okunye ne-log drum.</translation>
        </message>
        <message>
            <source>Make a test, listen to both sides, answer. Results show only after the last answer, with how sure they are.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza uhlolo, lalela izinhlangothi zombili, phendula. Imiphumela ivela ngemva kwempendulo yokugcina kuphela, nokuthi iqiniseke kangakanani.</translation>
        </message>
        <message>
            <source>Make takes from words.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza ama-takes ngamazwi.</translation>
        </message>
        <message>
            <source>Move each slider to what you hear. What you say is saved at once and never changed by the machine.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hambisa isilayidi ngasinye ngokuzwayo. Okushoyo kugcinwa khona manje futhi umshini awusoze wakushintsha.</translation>
        </message>
        <message>
            <source>Say what you hear in your head, choose tempo, key and log drum, and press the button. Takes arrive as cards; each keeps the recipe it was made by. What an engine's licence allows stands beside it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yisho okuzwayo ekhanda, khetha i-tempo, ukhiye ne-log drum, bese ucindezela inkinobho. Ama-takes afika njengamakhadi; ngalinye ligcina iresiphi elenziwe ngayo. Okuvunyelwa ilayisense ye-engine kumi eceleni kwayo.</translation>
        </message>
        <message>
            <source>Say what you hear yourself.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yisho okuzwa wena.</translation>
        </message>
        <message>
            <source>See the notes that each stem plays.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bona amanothi adlalwa yi-stem ngasinye.</translation>
        </message>
        <message>
            <source>See which marks of amapiano were found in the song, with the evidence.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bona ukuthi yiziphi izimpawu ze-amapiano ezitholwe engomeni, nobufakazi bazo.</translation>
        </message>
        <message>
            <source>Type to find; press Enter to open. Drop a folder on the window to add its songs.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bhala ukuze uthole; cindezela u-Enter ukuze uvule. Donsela ifolda efasiteleni ukuze wengeze izingoma zayo.</translation>
        </message>
    </context>
    <context>
        <name>HelpDialog</name>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vala</translation>
        </message>
        <message>
            <source>Help: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Usizo: %s</translation>
        </message>
    </context>
    <context>
        <name>InputsPanel</name>
        <message>
            <source>1 says: %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Adds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Input</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Measured</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What each input adds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>log odds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not heard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akuzwakalanga</translation>
        </message>
    </context>
    <context>
        <name>Inspector</name>
        <message>
            <source>%d channels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Analysis</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-chords</translation>
        </message>
        <message>
            <source>Format</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukhiye</translation>
        </message>
        <message>
            <source>Length</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ubude</translation>
        </message>
        <message>
            <source>Loudness</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umsindo</translation>
        </message>
        <message>
            <source>Notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amanothi</translation>
        </message>
        <message>
            <source>Present</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sections</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingxenye</translation>
        </message>
        <message>
            <source>Stems by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sum error</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Swing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-swing</translation>
        </message>
        <message>
            <source>Tempo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-tempo</translation>
        </message>
        <message>
            <source>True peak</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>being made</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot be told</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>mono</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">cha</translation>
        </message>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not there</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not transcribed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stereo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>then</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>yes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">yebo</translation>
        </message>
    </context>
    <context>
        <name>JobsModel</name>
        <message>
            <source>%s left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kusele %s</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingoma</translation>
        </message>
        <message>
            <source>Time left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isikhathi esisele</translation>
        </message>
        <message>
            <source>What happens</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Judge</name>
        <message>
            <source>%g of %g s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>heard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuzwakele</translation>
        </message>
        <message>
            <source>heard %s</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Judging</name>
        <message>
            <source>Export the label</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import labels</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LabelForm</name>
        <message>
            <source>Significance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sounds like</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isitayela</translation>
        </message>
        <message>
            <source>Worth learning</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ids or words, with commas: classic, private_school</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>names, with commas</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what it means, and to whom</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>what somebody can learn from it</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LabelHead</name>
        <message>
            <source>Export…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khipha…</translation>
        </message>
        <message>
            <source>Hear this part over and over</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngenisa…</translation>
        </message>
        <message>
            <source>Join with next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept with everything you say, so that people can differ</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loop it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make one part of this and the next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Read labels from JSON</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Split the part at the play-head</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take back the last change (Ctrl+Z)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlehlisa</translation>
        </message>
        <message>
            <source>Who labels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write the label as JSON</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>keeping…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kept %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>your name</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Labelling</name>
        <message>
            <source>It is kept here until it can be written.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LevelScreen</name>
        <message>
            <source>Enter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Esc</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Level</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Play the noise (Space)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Play this noise and turn your headphones or speakers up or down until it is as loud as you like to work. No sound of the test is louder. From then on leave the level alone: it is the same for all versions, and it is locked here until you pause.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set your level</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Space</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The level is right (Enter)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>begin</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>level by 1 dB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>play, pause</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Library</name>
        <message>
            <source>below the gate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot tell</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akunakushiwo</translation>
        </message>
        <message>
            <source>licensed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>mine</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">eyami</translation>
        </message>
        <message>
            <source>not stated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>passed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>research only</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LibraryFilters</name>
        <message>
            <source>%s and keys that mix with it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>BPM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fastest tempo in BPM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filters in use</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukhiye</translation>
        </message>
        <message>
            <source>Neighbours on the Camelot wheel: a fifth up, a fifth down, the relative key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the filter: %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphuzu</translation>
        </message>
        <message>
            <source>Show all</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bonisa konke</translation>
        </message>
        <message>
            <source>Slowest tempo in BPM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isitayela</translation>
        </message>
        <message>
            <source>all songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">zonke izingoma</translation>
        </message>
        <message>
            <source>and keys that mix with it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>any key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">noma yimuphi ukhiye</translation>
        </message>
        <message>
            <source>any rights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>any score</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>any style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">noma yisiphi isitayela</translation>
        </message>
        <message>
            <source>files that are missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>models may learn from it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not analysed yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not scored</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>with copies</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LibraryPage</name>
        <message>
            <source>%d of %d songs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%d songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">izingoma ezingu-%d</translation>
        </message>
        <message>
            <source>%d songs are not where they were.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ingoma engu-1</translation>
        </message>
        <message>
            <source>1 song is not where it was.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add songs…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Engeza izingoma…</translation>
        </message>
        <message>
            <source>Copies…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter by title, artist, style or key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter the library</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thola…</translation>
        </message>
        <message>
            <source>No song is like that. Take a filter away, or press “Show all” to see every song again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing here yet. Drop songs or folders on the window: they stay where they are, the studio only remembers them. A watched folder is looked through at every start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing that was made of them is lost. If their drive is not connected, connect it; if they were moved, say where to look.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Songs of the library</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma zomtapo</translation>
        </message>
        <message>
            <source>The same recording in more than one file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Watched folders…</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LibraryWork</name>
        <message>
            <source>%d songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">izingoma ezingu-%d</translation>
        </message>
        <message>
            <source>%s found again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%s removed. The files are untouched.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ingoma engu-1</translation>
        </message>
        <message>
            <source>Analysis of %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Each is a job of its own and may take minutes. You can cancel them in the queue.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export stems and MIDI into</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files forgotten: %d. They were not deleted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look for the missing songs in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking for missing songs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None of them lies in “%s”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None of these songs can be read now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put %s into the queue?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Susa</translation>
        </message>
        <message>
            <source>Remove %s from the library?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rights are stated for %s.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphuzu</translation>
        </message>
        <message>
            <source>Score of “%s”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Separate and export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The library is as it was before.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try the folder above it, or the drive they were moved to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Watched folder “%s”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your files stay where they are. What the studio made of these songs (stems, analysis, scores, labels) is removed from the library.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>%d songs go on where they were.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">izingoma ezingu-%d ziqhubeka lapho bezikhona.</translation>
        </message>
        <message>
            <source>1 song goes on where it was.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ingoma engu-1 iqhubeka lapho ibikhona.</translation>
        </message>
        <message>
            <source>Open songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula izingoma</translation>
        </message>
        <message>
            <source>Retry</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zama futhi</translation>
        </message>
        <message>
            <source>Show it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yibonise</translation>
        </message>
        <message>
            <source>Show the queue</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bonisa ulayini</translation>
        </message>
        <message>
            <source>The label is in “%s”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The queue</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ulayini</translation>
        </message>
        <message>
            <source>queue: %d of %d left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ulayini: kusele %d kwangu-%d</translation>
        </message>
        <message>
            <source>“%s” is ready.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” isilungile.</translation>
        </message>
    </context>
    <context>
        <name>Make</name>
        <message>
            <source>    made again with: %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>    weakest: %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%d bars</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%d bars, %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%d min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%d s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%g BPM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%s (between %.2f and %.2f)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%s LUFS</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%s of sound</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>About %s for all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asked for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempt %d scores %s.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempt %d scores %s: it passed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempt %d scores %s: too little, so it was rejected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempt %d was kept: it has the highest score.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attempt %d: %s.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change of</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Decided</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How long it takes is known after the first take.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It will be made in smaller batches.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Licence</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ilayisense</translation>
        </message>
        <message>
            <source>Made by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Needs %.1f of %.0f GB of graphics memory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No graphics card: it runs on the processor, which is slow.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody judged this take: the gate was off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not understood</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Prompt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Revision</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imbewu</translation>
        </message>
        <message>
            <source>The gate asks for a score of %.2f; it never throws a take away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it could not be judged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>none</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>seed %d</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MakeForm</name>
        <message>
            <source>%s; %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changing “%s”, seed %d</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ctrl+Return, or G outside of the text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Made by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make %d takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza ama-takes angu-%d</translation>
        </message>
        <message>
            <source>Make 1 take</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza i-take engu-1</translation>
        </message>
        <message>
            <source>Make new takes instead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imbewu</translation>
        </message>
        <message>
            <source>Takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-takes</translation>
        </message>
        <message>
            <source>The same seed, the same takes. Unlocked, every press brings new ones.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What do you want to hear?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ufuna ukuzwani?</translation>
        </message>
        <message>
            <source>What shall be different?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who makes it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wishes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izifiso</translation>
        </message>
        <message>
            <source>busier log drum · darker · new chords · replace the second drop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>private school, 112 bpm, F minor, soulful Rhodes, soft log drum</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stems and MIDI, any computer, takes are yours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stems and MIDI, takes are yours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>takes may NOT be sold</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>takes may be sold</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MakePage</name>
        <message>
            <source>Playback has stopped and was started again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine that made this take is not installed any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is still being copied. Drag it again in a moment.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MakeScreen</name>
        <message>
            <source>A folder holds takes or songs; pieces of the same name are compared, made equally loud and long, and named so that nothing tells them apart. Neither the title nor the test's folder may name a system.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A new test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Back</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Emuva</translation>
        </message>
        <message>
            <source>First system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifolda…</translation>
        </message>
        <message>
            <source>Listening test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make the test…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Making all alike…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of a system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Raters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Second system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Takes or songs of this system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Title</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isihloko</translation>
        </message>
        <message>
            <source>Trials each</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trials for each rater</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>another</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no folder yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>one name, such as plain</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Making</name>
        <message>
            <source>%s, continued</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%s, varied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take %d: %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>free choice</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MarkerRow</name>
        <message>
            <source>%s over the song</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 says: %s.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The passages are listed in the table below.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Meter</name>
        <message>
            <source>Master level</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinga eliyinhloko</translation>
        </message>
    </context>
    <context>
        <name>NoteStore</name>
        <message>
            <source>The song shows what was heard; the file is kept as %s.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They are kept in the window and saved as soon as there is room.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your edits could not be saved: %s.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NotesPage</name>
        <message>
            <source>%.2f s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%d notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amanothi angu-%d</translation>
        </message>
        <message>
            <source>%s, %d chosen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 note</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">inothi eli-1</translation>
        </message>
        <message>
            <source>Bar</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-bar</translation>
        </message>
        <message>
            <source>Beats</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-beats</translation>
        </message>
        <message>
            <source>Change a chord</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change lengths</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change velocities</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shintsha ama-velocity</translation>
        </message>
        <message>
            <source>Chord</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-chords</translation>
        </message>
        <message>
            <source>Delete notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Susa amanothi</translation>
        </message>
        <message>
            <source>Duplicate notes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Function</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Length</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ubude</translation>
        </message>
        <message>
            <source>Move notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hambisa amanothi</translation>
        </message>
        <message>
            <source>No notes were heard in this stem</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Note</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Inothi</translation>
        </message>
        <message>
            <source>Notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amanothi</translation>
        </message>
        <message>
            <source>Notes and chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amanothi nama-chords</translation>
        </message>
        <message>
            <source>Notes follow once the stems are done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Notes of %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numeral</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quantise</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Section</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sections</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingxenye</translation>
        </message>
        <message>
            <source>Sure</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tempo here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This stem was not transcribed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Velocity</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-velocity</translation>
        </message>
        <message>
            <source>Write Fm9, Db/Ab, iv7, or N for no chord.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>saved</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>saving…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%s” is no chord.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>Close this message</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vala lo myalezo</translation>
        </message>
        <message>
            <source>Copy details</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopisha imininingwane</translation>
        </message>
    </context>
    <context>
        <name>Operations</name>
        <message>
            <source>Import of “%s”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One-shots of “%s”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score of “%s”</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your file is untouched and your other songs are not affected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“%s”: %s</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Palette</name>
        <message>
            <source>Command palette</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uhlu lwemiyalo</translation>
        </message>
        <message>
            <source>Commands</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imiyalo</translation>
        </message>
        <message>
            <source>Enter does it, Esc closes.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">U-Enter uyakwenza, u-Esc uyavala.</translation>
        </message>
        <message>
            <source>Find a command</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thola umyalo</translation>
        </message>
        <message>
            <source>Nothing is called that.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho okunalelo gama.</translation>
        </message>
        <message>
            <source>What do you want to do?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ufuna ukwenzani?</translation>
        </message>
    </context>
    <context>
        <name>PartStrip</name>
        <message>
            <source>Left and Right choose a part, Shift with them moves its end. The table below lists the parts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parts of the song</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>part</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PassagesPanel</name>
        <message>
            <source>Bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-bars</translation>
        </message>
        <message>
            <source>Choose a passage, or drag over a marker to mark one of your own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Contest this passage…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Passages that speak for and against the marker</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speaks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Strength</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was heard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a passage of your own</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PendingCard</name>
        <message>
            <source>%s, %s left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khansela</translation>
        </message>
        <message>
            <source>Cancel %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khansela %s</translation>
        </message>
        <message>
            <source>Take %d: %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>starting</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuyaqala</translation>
        </message>
        <message>
            <source>waiting</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kulindile</translation>
        </message>
    </context>
    <context>
        <name>PianoRoll</name>
        <message>
            <source>Piano roll</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-piano roll</translation>
        </message>
        <message>
            <source>The table of notes below holds the same notes.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PianoRollEditor</name>
        <message>
            <source>Arrows move the chosen notes, with Shift they change the length, Alt and arrows choose the next note, Insert draws one, Delete deletes, Q quantises. The table of notes below holds the same notes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change lengths</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Susa amanothi</translation>
        </message>
        <message>
            <source>Draw a note</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dweba inothi</translation>
        </message>
        <message>
            <source>Move notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hambisa amanothi</translation>
        </message>
        <message>
            <source>Piano roll, editable</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PlayLine</name>
        <message>
            <source>Position %s of %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Indawo %s kwengu-%s</translation>
        </message>
    </context>
    <context>
        <name>Playback</name>
        <message>
            <source>The song's files are untouched.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amafayela engoma awathintwanga.</translation>
        </message>
        <message>
            <source>no sound card: silent</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">alikho ikhadi lomsindo: kuthulile</translation>
        </message>
        <message>
            <source>sound on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">umsindo uyezwakala</translation>
        </message>
    </context>
    <context>
        <name>ProgressBar</name>
        <message>
            <source>Progress %d percent</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Inqubekela phambili ngamaphesenti angu-%d</translation>
        </message>
    </context>
    <context>
        <name>Queue</name>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khansela</translation>
        </message>
        <message>
            <source>Retry</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zama futhi</translation>
        </message>
        <message>
            <source>Show</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bonisa</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kukhanseliwe</translation>
        </message>
        <message>
            <source>done</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuphelile</translation>
        </message>
        <message>
            <source>failed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuhlulekile</translation>
        </message>
        <message>
            <source>goes on at the next start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>starting</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuyaqala</translation>
        </message>
        <message>
            <source>waiting</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kulindile</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>A/B</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Judge</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlola</translation>
        </message>
        <message>
            <source>Label</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ilebula</translation>
        </message>
        <message>
            <source>Library</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umtapo</translation>
        </message>
        <message>
            <source>Make</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza</translation>
        </message>
        <message>
            <source>Notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amanothi</translation>
        </message>
        <message>
            <source>Split</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Stems</translation>
        </message>
    </context>
    <context>
        <name>RaterScreen</name>
        <message>
            <source>%d of %d</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%d of %d raters are done: end the test…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%d trials, one piece each: you say what you hear.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%d trials, two versions each: you hear both in step and say which one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%d trials: you hear several versions in step with a reference and rate each.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>About %d minutes; pause whenever you like. What is what stays hidden until the end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Begin</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qala</translation>
        </message>
        <message>
            <source>DJ</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Declared before the first vote</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete everything %s said</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete their answers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qhubeka</translation>
        </message>
        <message>
            <source>I am a</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>I hear by</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ulimi</translation>
        </message>
        <message>
            <source>My answers may be kept under this name, for this test.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Igama</translation>
        </message>
        <message>
            <source>Only the first is needed. You can delete everything you said here at any time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the key and see the results</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press again: gone for good</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Results</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imiphumela</translation>
        </message>
        <message>
            <source>Scene</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They may also teach models.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was declared</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Who listens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Years</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Years with amapiano</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a name for you, made up if you like</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>dancer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">umdansi</translation>
        </message>
        <message>
            <source>done</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuphelile</translation>
        </message>
        <message>
            <source>headphones</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-headphones</translation>
        </message>
        <message>
            <source>isiZulu, Sesotho, English …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>listener</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">umlaleli</translation>
        </message>
        <message>
            <source>not said</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pretoria, soweto, durban, diaspora …</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>producer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">umdidiyeli</translation>
        </message>
        <message>
            <source>speakers</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">izipikha</translation>
        </message>
        <message>
            <source>years with amapiano</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RatingColumn</name>
        <message>
            <source>key %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not rated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>playing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ResultsScreen</name>
        <message>
            <source>%d of %d answered trials count, by %d of %d raters; repeats and catch trials never do.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the report</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Results</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imiphumela</translation>
        </message>
        <message>
            <source>Show its folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What may be said</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RightsDialog</name>
        <message>
            <source>Models may learn from it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rights of %d songs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isimo</translation>
        </message>
        <message>
            <source>Where the permission is written down</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where the permission is written down, such as a contract or a link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Whose music is this? It stays with the songs and with everything that is made of them.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RollTools</name>
        <message>
            <source>Grid</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hear each note that you draw or take</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hear the chosen notes, or what is on screen (Enter)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put the chosen notes, or all, on the grid (Q)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quantise</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quantise strength</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Redo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phinda</translation>
        </message>
        <message>
            <source>Redo (Ctrl+Shift+Z)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sound</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Strength</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Swing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-swing</translation>
        </message>
        <message>
            <source>Undo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlehlisa</translation>
        </message>
        <message>
            <source>Undo (Ctrl+Z)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SectionStrip</name>
        <message>
            <source>Overview of the song with its sections</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukubuka ingoma yonke nezingxenye zayo</translation>
        </message>
        <message>
            <source>The Notes view lists the sections as a table.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Shell</name>
        <message>
            <source>%s from the next start.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s kusukela ekuqaleni okulandelayo.</translation>
        </message>
        <message>
            <source>Close the studio and open it again when it suits you.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vala isitudiyo usivule futhi uma kukufanele.</translation>
        </message>
        <message>
            <source>Dark</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mnyama</translation>
        </message>
        <message>
            <source>Everything is drawn at %s percent from the next start.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Konke kuzodwetshwa ngamaphesenti angu-%s kusukela ekuqaleni okulandelayo.</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umehluko ophezulu</translation>
        </message>
        <message>
            <source>It is a machine's draft that no speaker has read yet; what is missing stays English.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Luhlaka lomshini olungakafundwa isikhulumi; okungekho kuhlala kuyisiNgisi.</translation>
        </message>
        <message>
            <source>Language</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ulimi</translation>
        </message>
        <message>
            <source>Light</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khanyayo</translation>
        </message>
        <message>
            <source>Look</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukubukeka</translation>
        </message>
        <message>
            <source>Not during a listening test.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hhayi ngesikhathi sokuhlolwa kokulalela.</translation>
        </message>
        <message>
            <source>Not now.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hhayi manje.</translation>
        </message>
        <message>
            <source>Nothing is running.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho okusebenzayo.</translation>
        </message>
        <message>
            <source>Open a song first.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula ingoma kuqala.</translation>
        </message>
        <message>
            <source>Size</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Usayizi</translation>
        </message>
        <message>
            <source>The song's stems are still being made.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-stems engoma asenziwa.</translation>
        </message>
    </context>
    <context>
        <name>ShortcutSheet</name>
        <message>
            <source>All keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zonke izinkinobho</translation>
        </message>
        <message>
            <source>Change keys…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shintsha izinkinobho…</translation>
        </message>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vala</translation>
        </message>
    </context>
    <context>
        <name>Shortcuts</name>
        <message>
            <source>Lanes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imigqa</translation>
        </message>
        <message>
            <source>No keys were pressed.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Azikho izinkinobho ezicindezelwe.</translation>
        </message>
        <message>
            <source>“%(keys)s” already does “%(action)s”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">U-“%(keys)s” usevele wenza “%(action)s”.</translation>
        </message>
        <message>
            <source>“%s” moves through the window and cannot be given away.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">U-“%s” uhambisa efasiteleni, akanakunikezwa.</translation>
        </message>
    </context>
    <context>
        <name>ShortcutsDialog</name>
        <message>
            <source>Action</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isenzo</translation>
        </message>
        <message>
            <source>Actions and their keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izenzo nezinkinobho zazo</translation>
        </message>
        <message>
            <source>All keys are as they came.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zonke izinkinobho zibuyele ekuqaleni.</translation>
        </message>
        <message>
            <source>Back to the keys it came with.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sibuyele ezinkinobheni esafika nazo.</translation>
        </message>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vala</translation>
        </message>
        <message>
            <source>Done. It works at once.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwenziwe. Kusebenza khona manje.</translation>
        </message>
        <message>
            <source>Done. The other action has lost these keys.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwenziwe. Esinye isenzo silahlekelwe yilezi zinkinobho.</translation>
        </message>
        <message>
            <source>Find an action or a key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thola isenzo noma inkinobho</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinqamuleli zekhibhodi</translation>
        </message>
        <message>
            <source>Keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinkinobho</translation>
        </message>
        <message>
            <source>New keys for the chosen action</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinkinobho ezintsha zesenzo esikhethiwe</translation>
        </message>
        <message>
            <source>No keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Azikho izinkinobho</translation>
        </message>
        <message>
            <source>Press new keys for “%s” in the field below the table.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Cindezela izinkinobho ezintsha ze-“%s” enkundleni engaphansi kwethebula.</translation>
        </message>
        <message>
            <source>Press the new keys here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Cindezela lapha</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Buyisela konke</translation>
        </message>
        <message>
            <source>Reset this one</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Buyisela lesi</translation>
        </message>
        <message>
            <source>Take them from there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zithathe lapho</translation>
        </message>
        <message>
            <source>This action has no keys now; the command palette still finds it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lesi senzo asisenazo izinkinobho; uhlu lwemiyalo lusasithola.</translation>
        </message>
        <message>
            <source>Under</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isigaba</translation>
        </message>
        <message>
            <source>Use these keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebenzisa lezi zinkinobho</translation>
        </message>
        <message>
            <source>“%(keys)s” is free for “%(action)s”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">U-“%(keys)s” ukhululekile ukuba enze “%(action)s”.</translation>
        </message>
    </context>
    <context>
        <name>SongPage</name>
        <message>
            <source>Bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-bars</translation>
        </message>
        <message>
            <source>Chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-chords</translation>
        </message>
        <message>
            <source>Overview</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukubuka konke</translation>
        </message>
        <message>
            <source>Scroll through the song</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Start</name>
        <message>
            <source>AURA-X Studio is open already, with this library.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Panels, filters, watched folders and waiting work are left alone this time. Your songs and settings are as they were; close the studio and open it again to go on as usual.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show its window</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The last two starts failed, so this is a safe one.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>  %s left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">  kusele %s</translation>
        </message>
        <message>
            <source>stems: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-stems: %s</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khansela</translation>
        </message>
        <message>
            <source>Cancel the running job</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khansela umsebenzi oqhubekayo</translation>
        </message>
        <message>
            <source>Everything is computed on this machine. Nothing is sent anywhere.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Konke kubalwa kulo mshini. Akukho okuthunyelwa ndawo.</translation>
        </message>
        <message>
            <source>Ready</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kulungile</translation>
        </message>
        <message>
            <source>Show the queue: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bonisa ulayini: %s</translation>
        </message>
        <message>
            <source>These words are a machine's draft that no speaker has read yet.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">La mazwi aluhlaka lomshini olungakafundwa isikhulumi.</translation>
        </message>
        <message>
            <source>draft translation</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">uhlaka lokuhumusha</translation>
        </message>
        <message>
            <source>offline</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ngaphandle kwe-inthanethi</translation>
        </message>
    </context>
    <context>
        <name>Stem</name>
        <message>
            <source>Bass</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-bass</translation>
        </message>
        <message>
            <source>Drums</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izigubhu</translation>
        </message>
        <message>
            <source>Log drum</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-log drum</translation>
        </message>
        <message>
            <source>Other</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okunye</translation>
        </message>
        <message>
            <source>Vocals</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amazwi</translation>
        </message>
    </context>
    <context>
        <name>StemExample</name>
        <message>
            <source>You get: </source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>keys, pads, everything else</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>kick, shakers, hats</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>lead, ad-libs, chants</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sub and bass line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>with its hits as MIDI</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StemLane</name>
        <message>
            <source>%s lane</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gain of %s (+ and −, 0 resets)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gain of %s in dB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mute %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thulisa %s</translation>
        </message>
        <message>
            <source>Mute %s (M)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thulisa %s (M)</translation>
        </message>
        <message>
            <source>Nothing of this was heard in the song</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Separated up to %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Solo %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa %s yodwa</translation>
        </message>
        <message>
            <source>Solo %s (S)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa %s yodwa (S)</translation>
        </message>
        <message>
            <source>gain %s dB</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>muted</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ithulisiwe</translation>
        </message>
        <message>
            <source>solo</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StylePanel</name>
        <message>
            <source>How clear</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How clearly each style is heard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isitayela</translation>
        </message>
        <message>
            <source>abstains: no style is clear enough to be named</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>against the panel %s: cannot tell, %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>against the panel %s: farther from the others than %s of its %s songs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>amapiano family %.2f</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>cannot tell: %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no reason was kept</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TakeCard</name>
        <message>
            <source>%s passed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%s rejected: why?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A part</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A section</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bass</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-bass</translation>
        </message>
        <message>
            <source>Change…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-chords</translation>
        </message>
        <message>
            <source>Continue</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qhubeka</translation>
        </message>
        <message>
            <source>Drums</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izigubhu</translation>
        </message>
        <message>
            <source>Form</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hear this take</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa le take</translation>
        </message>
        <message>
            <source>Keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinkinobho</translation>
        </message>
        <message>
            <source>Log drum</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-log drum</translation>
        </message>
        <message>
            <source>Melody</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Mix</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not judged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open in Split</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Press %d to hear this take at the same place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recipe</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iresiphi</translation>
        </message>
        <message>
            <source>Replace…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sounds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Star (*)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Inkanyezi (*)</translation>
        </message>
        <message>
            <source>There is no plan behind this take, so no part can be drawn anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Variation</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okuhlukile</translation>
        </message>
        <message>
            <source>Voices</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>free choice</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TakeWave</name>
        <message>
            <source>Waveform of the take; click to hear it from there</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TakesView</name>
        <message>
            <source>Make takes from words</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza ama-takes ngamazwi</translation>
        </message>
        <message>
            <source>Say it as you would to a friend in the studio: style, tempo, key, instruments, mood, length. You see at once what was understood. Takes come one by one, with stems and MIDI, and stay here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Space</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Starred only</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ezinenkanyezi kuphela</translation>
        </message>
        <message>
            <source>Takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-takes</translation>
        </message>
        <message>
            <source>Try one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hear at the same place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hear them at the same place</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>makes takes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>play, pause</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>star</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TotalScale</name>
        <message>
            <source>90 percent interval %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Total: %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>alarm %.2f</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>gate %.2f</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TracksModel</name>
        <message>
            <source>%s, file not found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Added</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Artist</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umculi</translation>
        </message>
        <message>
            <source>BPM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukhiye</translation>
        </message>
        <message>
            <source>Length</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ubude</translation>
        </message>
        <message>
            <source>Not found any more: %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphuzu</translation>
        </message>
        <message>
            <source>Style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isitayela</translation>
        </message>
        <message>
            <source>Title</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isihloko</translation>
        </message>
    </context>
    <context>
        <name>Transport</name>
        <message>
            <source>BPM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bar</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-bar</translation>
        </message>
        <message>
            <source>Beat</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-beat</translation>
        </message>
        <message>
            <source>Menu</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imenyu</translation>
        </message>
        <message>
            <source>Menu (F10)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imenyu (F10)</translation>
        </message>
        <message>
            <source>Off</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Valiwe</translation>
        </message>
        <message>
            <source>Snap</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Namathela</translation>
        </message>
        <message>
            <source>What clicks and loops stick to</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lokho okunamathela kukho ama-click nama-loop</translation>
        </message>
        <message>
            <source>bar.beat.16th</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">bar.beat.16th</translation>
        </message>
        <message>
            <source>key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ukhiye</translation>
        </message>
        <message>
            <source>metre</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">isigqi</translation>
        </message>
        <message>
            <source>snap</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">namathela</translation>
        </message>
        <message>
            <source>swing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>time</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">isikhathi</translation>
        </message>
    </context>
    <context>
        <name>TrialScreen</name>
        <message>
            <source>%d of %d answered.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answers count once %s heard for %g s.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Anything to add? (key C; Enter comes back)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comment</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter keeps the answers. They are final.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Esc</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Home</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep and go on (Enter)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause (Esc)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>PgUp PgDn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Progress</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rate each version: how close is it to the reference?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reference (key R)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Space</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trial %d of %d</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>by 10</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>can't judge</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>each was</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>hear %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>it was</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pause</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">misa</translation>
        </message>
        <message>
            <source>play</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dlala</translation>
        </message>
        <message>
            <source>question</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>rate by 1</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>reference</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>versions</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>UnderstoodList</name>
        <message>
            <source>Not understood, so not followed: %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first take will be</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ValueField</name>
        <message>
            <source>%s: can't judge</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>%s: say nothing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take it back (Delete)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>can't judge</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>nothing said</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>VelocityLane</name>
        <message>
            <source>Change velocities</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shintsha ama-velocity</translation>
        </message>
        <message>
            <source>In the piano roll, Shift with Up and Down changes the velocity.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Velocities</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Velocity</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-velocity</translation>
        </message>
    </context>
    <context>
        <name>VersionCard</name>
        <message>
            <source>key %s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>playing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>VersionCards</name>
        <message>
            <source>Piece</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Space</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WatchDialog</name>
        <message>
            <source>Songs that appear in these folders come into the library by themselves: at the start of the studio, and while it runs. The files stay where they are.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop watching</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Watch a folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Watch a folder…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Watched folders</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WishChip</name>
        <message>
            <source>Chosen here; it wins over your words.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From your words.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The style decides.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>any</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">noma yikuphi</translation>
        </message>
    </context>
</TS>
