<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Terms:
    song = ingoma, izingoma
    stem = i-stem, ama-stems
    take = i-take, ama-takes
    note = inothi, amanothi
    chord = i-chord, ama-chords
    key (of a song) = ukhiye
    key (of a keyboard) = inkinobho, izinkinobho
    section = ingxenye, izingxenye
    part = ucezu, izingcezu
    selection = okukhethiwe
    passage = isiqephu, iziqephu
    lane = umugqa, imigqa
    marker = uphawu, izimpawu
    trait = isici, izici
    evidence = ubufakazi
    score = amaphuzu
    judge (to score) = hlola
    gate = isango
    cannot tell = akunakushiwo
    interval = umkhawulo
    label = ilebula
    style = isitayela
    prompt = amazwi
    wish = isifiso, izifiso
    recipe = iresiphi
    seed = imbewu
    listening test = uhlolo lokulalela
    trial = umjikelezo, imijikelezo
    rater = umhloli, abahloli
    version = inguqulo, izinguqulo
    train = qeqesha
    training (a run) = uqeqesho
    model = imodeli, amamodeli
    base model = imodeli eyisisekelo
    data set = isethi yedatha
    piece (of a data set) = isiqeshana, iziqeshana
    look (at a training) = ukubhekwa
    step = isinyathelo, izinyathelo
    rights = amalungelo
    permission = imvume
    licence = ilayisense
    library = umtapo
    folder = ifolda
    file = ifayela, amafayela
    project = iphrojekthi
    queue = ulayini
    job = umsebenzi
    recording = okurekhodiwe
    copy = ikhophi, amakhophi
    save = londoloza
    keep = gcina
    open = vula
    close = vala
    export = khipha
    import = ngenisa
    split = hlukanisa
    make = yenza
    choose = khetha
    cancel = khansela
    remove = susa
    play = dlala
    hear = zwa
    listen = lalela
    stays English = BPM, LUFS, dB, MIDI, DAW, GPU, CPU, WAV, loop, beat, bar, gain, pan, swing, tempo, velocity, log drum, amapiano, preset, checkpoint -->
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
            <source>Add the song to the project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Faka ingoma kuphrojekthi</translation>
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
            <source>Close the project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vala iphrojekthi</translation>
        </message>
        <message>
            <source>Collect all files</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qoqa wonke amafayela</translation>
        </message>
        <message>
            <source>Command palette…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uhlu lwemiyalo…</translation>
        </message>
        <message>
            <source>Copy the lane as a WAV file</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopisha umugqa njengefayela le-WAV</translation>
        </message>
        <message>
            <source>Copy the notes as a MIDI file</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopisha amanothi njengefayela le-MIDI</translation>
        </message>
        <message>
            <source>Evidence of markers above the lanes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ubufakazi bezimpawu ngenhla kwemigqa</translation>
        </message>
        <message>
            <source>Export for a DAW, sampler or DJ…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khiphela i-DAW, isampler noma i-DJ…</translation>
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
            <source>Find missing files…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thola amafayela alahlekile…</translation>
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
            <source>Loop the selection</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza i-loop ngokukhethiwe</translation>
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
            <source>New project…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iphrojekthi entsha…</translation>
        </message>
        <message>
            <source>No selection</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho okukhethiwe</translation>
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
            <source>Notes over the lanes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amanothi ngaphezu kwemigqa</translation>
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
            <source>Open project…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula iphrojekthi…</translation>
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
            <source>Project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iphrojekthi</translation>
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
            <source>Save the lane as WAV…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Londoloza umugqa njenge-WAV…</translation>
        </message>
        <message>
            <source>Save the notes as MIDI…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Londoloza amanothi njenge-MIDI…</translation>
        </message>
        <message>
            <source>Save the project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Londoloza iphrojekthi</translation>
        </message>
        <message>
            <source>Save the project as…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Londoloza iphrojekthi njenge…</translation>
        </message>
        <message>
            <source>Selection begins here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okukhethiwe kuqala lapha</translation>
        </message>
        <message>
            <source>Selection ends here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okukhethiwe kuphela lapha</translation>
        </message>
        <message>
            <source>Set up engine…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setha i-engine…</translation>
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
            <source>Song: its stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingoma: ama-stems ayo</translation>
        </message>
        <message>
            <source>Songs and states of the project…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma nezimo zephrojekthi…</translation>
        </message>
        <message>
            <source>Spectrograms in the lanes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-spectrogram emigqeni</translation>
        </message>
        <message>
            <source>Split: songs into stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlukanisa: izingoma zibe ama-stems</translation>
        </message>
        <message>
            <source>Stop, back to the start</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Misa, buyela ekuqaleni</translation>
        </message>
        <message>
            <source>Train: a model of your own</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qeqesha: imodeli yakho</translation>
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
            <translation type="unfinished">I-bar</translation>
        </message>
        <message>
            <source>Of a part you can say markers and style; a part is kept once something is said of it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngocezu ungasho izimpawu nesitayela; ucezu lugcinwa uma sekukhona okushiwo ngalo.</translation>
        </message>
        <message>
            <source>Part</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ucezu</translation>
        </message>
        <message>
            <source>The song and its parts</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingoma nezingcezu zayo</translation>
        </message>
        <message>
            <source>The whole song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingoma yonke</translation>
        </message>
        <message>
            <source>Time</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isikhathi</translation>
        </message>
        <message>
            <source>What is said</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okushiwo</translation>
        </message>
        <message>
            <source>What you leave empty says nothing. Choose a part to label it by itself.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okushiya kungenalutho akusho lutho. Khetha ucezu ukuze ulufake ilebula lodwa.</translation>
        </message>
        <message>
            <source>Whole song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yonke</translation>
        </message>
        <message>
            <source>part</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ucezu</translation>
        </message>
    </context>
    <context>
        <name>Asking</name>
        <message>
            <source>The trainer gave no answer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umqeqeshi akaphendulanga</translation>
        </message>
    </context>
    <context>
        <name>BatchBar</name>
        <message>
            <source>%d songs selected</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">izingoma ezingu-%d zikhethiwe</translation>
        </message>
        <message>
            <source>1 song selected</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ingoma engu-1 ikhethiwe</translation>
        </message>
        <message>
            <source>Analyse</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlaziya</translation>
        </message>
        <message>
            <source>Export stems and MIDI…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khipha ama-stems ne-MIDI…</translation>
        </message>
        <message>
            <source>Find tempo, key, chords and form</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thola i-tempo, ukhiye, ama-chords nesakhiwo</translation>
        </message>
        <message>
            <source>Into a folder of yours, named by tempo and key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Efoldeni yakho, kuqanjwe nge-tempo nokhiye</translation>
        </message>
        <message>
            <source>Judge the cultural markers</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlola izimpawu zesiko</translation>
        </message>
        <message>
            <source>Open</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula</translation>
        </message>
        <message>
            <source>Remove from library…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Susa emtapweni…</translation>
        </message>
        <message>
            <source>Score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphuzu</translation>
        </message>
        <message>
            <source>Set rights…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setha amalungelo…</translation>
        </message>
        <message>
            <source>Show it with its stems (Enter)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yibonise nama-stems ayo (Enter)</translation>
        </message>
        <message>
            <source>State whose music this is</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yisho ukuthi umculo kabani lona</translation>
        </message>
        <message>
            <source>The studio forgets them; your files are never touched (Delete)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isitudiyo siyazikhohlwa; amafayela akho awathintwa (Delete)</translation>
        </message>
    </context>
    <context>
        <name>BeatRuler</name>
        <message>
            <source>Bars and beats</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-bars nama-beats</translation>
        </message>
        <message>
            <source>Click to move the play-head, drag to make a loop. The Notes view lists the beats.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Chofoza ukuze uhambise i-play-head, donsa ukuze wenze i-loop. Ikhasi lamaNothi libala ama-beats.</translation>
        </message>
    </context>
    <context>
        <name>BlindMaking</name>
        <message>
            <source>The new test's folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifolda yohlolo olusha</translation>
        </message>
    </context>
    <context>
        <name>BlindTest</name>
        <message>
            <source>%d of %d trials are answered and kept. You can also come back another day.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imijikelezo engu-%d kwengu-%d iphenduliwe yagcinwa. Ungabuya nangolunye usuku.</translation>
        </message>
        <message>
            <source>All %d trials are answered and kept.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yonke imijikelezo engu-%d iphenduliwe yagcinwa.</translation>
        </message>
        <message>
            <source>Back to the test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Buyela ohlolweni</translation>
        </message>
        <message>
            <source>Blind listening tests</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinhlolo zokulalela ungazi</translation>
        </message>
        <message>
            <source>Connect headphones or speakers and leave the test until then: answers would say nothing.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Xhuma ama-headphones noma izipikha, ushiye uhlolo kuze kube yileso sikhathi: izimpendulo bezingeke zisho lutho.</translation>
        </message>
        <message>
            <source>Declared votes are missing. Looking now ends voting for everybody;
the report will say why:</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amavoti athenjisiwe ashodayo. Ukubheka manje kuqeda ukuvota kwawo wonke umuntu;
umbiko uzosho ukuthi kungani:</translation>
        </message>
        <message>
            <source>End the test early</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qeda uhlolo kusenesikhathi</translation>
        </message>
        <message>
            <source>Go on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qhubeka</translation>
        </message>
        <message>
            <source>Hear two versions in step, say which one you prefer, and learn what they were only at the end. A test is a folder that you were given, or that you make of any two systems, here or so:</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa izinguqulo ezimbili ngesikhathi esisodwa, usho ukuthi uthanda iyiphi, wazi ukuthi beziyini ekugcineni kuphela. Uhlolo luyifolda oyinikiwe, noma oyenza ngezinhlelo ezimbili noma yiziphi, lapha noma kanje:</translation>
        </message>
        <message>
            <source>Leave the test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shiya uhlolo</translation>
        </message>
        <message>
            <source>Make a test…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza uhlolo…</translation>
        </message>
        <message>
            <source>No sound card was found, so nothing can be heard.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Alikho ikhadi lomsindo elitholakele, ngakho akukho okungazwakala.</translation>
        </message>
        <message>
            <source>Open a listening test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula uhlolo lokulalela</translation>
        </message>
        <message>
            <source>Open a test…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula uhlolo…</translation>
        </message>
        <message>
            <source>Paused</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imisiwe</translation>
        </message>
        <message>
            <source>Set the level again</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setha izinga futhi</translation>
        </message>
        <message>
            <source>Thank you</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Siyabonga</translation>
        </message>
        <message>
            <source>The sound had stopped and goes on now.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umsindo ubumile, uyaqhubeka manje.</translation>
        </message>
        <message>
            <source>The test's key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukhiye wohlolo</translation>
        </message>
        <message>
            <source>What was what is told when everybody is done.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuthi yini ibiyini kushiwo uma bonke sebeqedile.</translation>
        </message>
        <message>
            <source>“%s” again</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” futhi</translation>
        </message>
    </context>
    <context>
        <name>Carrying</name>
        <message>
            <source>%d chosen notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amanothi akhethiwe angu-%d</translation>
        </message>
        <message>
            <source>1 chosen note</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">inothi elikhethiwe eli-1</translation>
        </message>
        <message>
            <source>Copy file (%s)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopisha ifayela (%s)</translation>
        </message>
        <message>
            <source>Drag the MIDI of %s into your DAW: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Donsela i-MIDI ye-%s ku-DAW yakho: %s</translation>
        </message>
        <message>
            <source>Drag the sound of %s into your DAW: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Donsela umsindo we-%s ku-DAW yakho: %s</translation>
        </message>
        <message>
            <source>MIDI (*.mid)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">MIDI (*.mid)</translation>
        </message>
        <message>
            <source>Open a song first.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula ingoma kuqala.</translation>
        </message>
        <message>
            <source>Save as</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Londoloza njenge-</translation>
        </message>
        <message>
            <source>Save as… (%s)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Londoloza njenge… (%s)</translation>
        </message>
        <message>
            <source>Shift drags its MIDI, Alt the whole stem. Click to copy or save the file.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">U-Shift udonsa i-MIDI yayo, u-Alt yonke i-stem. Chofoza ukuze ukopishe noma ulondoloze ifayela.</translation>
        </message>
        <message>
            <source>Sound (*.wav)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umsindo (*.wav)</translation>
        </message>
        <message>
            <source>The song's own files are untouched.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amafayela engoma ngokwayo awathintwanga.</translation>
        </message>
        <message>
            <source>The stem is still being made. Drag it when the song is done.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-stem isenziwa. Yidonse uma ingoma iseqediwe.</translation>
        </message>
        <message>
            <source>The stem's file is gone. Open the song again; it will be made anew.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifayela le-stem alisekho. Vula ingoma futhi; lizokwenziwa kabusha.</translation>
        </message>
        <message>
            <source>With your edits. Alt drags the whole stem. Click to copy or save the file.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Inezinguquko zakho. U-Alt udonsa yonke i-stem. Chofoza ukuze ukopishe noma ulondoloze ifayela.</translation>
        </message>
        <message>
            <source>loop, %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">i-loop, %s</translation>
        </message>
        <message>
            <source>selection, %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">okukhethiwe, %s</translation>
        </message>
        <message>
            <source>whole stem</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">yonke i-stem</translation>
        </message>
        <message>
            <source>“%s” could not be made: %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” ayikwazanga ukwenziwa: %s.</translation>
        </message>
        <message>
            <source>“%s” is copied: paste it into a folder or your DAW.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” ikopishiwe: yinamathisele efoldeni noma ku-DAW yakho.</translation>
        </message>
        <message>
            <source>“%s” is ready: drag it again.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” isilungile: yidonse futhi.</translation>
        </message>
        <message>
            <source>“%s” is saved.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” ilondoloziwe.</translation>
        </message>
    </context>
    <context>
        <name>Chips</name>
        <message>
            <source>%d BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%d BPM</translation>
        </message>
        <message>
            <source>%d bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-bars angu-%d</translation>
        </message>
        <message>
            <source>%g BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%g BPM</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Major</translation>
        </message>
        <message>
            <source>Minor</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Minor</translation>
        </message>
        <message>
            <source>Minutes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imizuzu</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">njengoba usho</translation>
        </message>
        <message>
            <source>busy</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">matasa</translation>
        </message>
        <message>
            <source>calm</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">zolile</translation>
        </message>
        <message>
            <source>driven</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">namandla</translation>
        </message>
        <message>
            <source>full</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">gcwele</translation>
        </message>
        <message>
            <source>high</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">phezulu</translation>
        </message>
        <message>
            <source>medium</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">phakathi</translation>
        </message>
        <message>
            <source>none</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ayikho</translation>
        </message>
        <message>
            <source>sparse</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">mbalwa</translation>
        </message>
        <message>
            <source>steady</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">zinzile</translation>
        </message>
        <message>
            <source>with slides</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">nama-slide</translation>
        </message>
    </context>
    <context>
        <name>ChordEditLane</name>
        <message>
            <source>Chord</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-chord</translation>
        </message>
        <message>
            <source>Chords, editable</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-chords, angahlelwa</translation>
        </message>
        <message>
            <source>Double click, or Enter, to write another chord: Fm9, Db/Ab, iv7, N for none. Drag an edge to move it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Chofoza kabili, noma u-Enter, ukuze ubhale enye i-chord: Fm9, Db/Ab, iv7, N uma ingekho. Donsa umphetho ukuze uyihambise.</translation>
        </message>
        <message>
            <source>Give its time to the chord before</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Nika i-chord yangaphambili isikhathi sayo</translation>
        </message>
        <message>
            <source>Join with the next chord</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlanganisa ne-chord elandelayo</translation>
        </message>
        <message>
            <source>Left and Right choose a chord, Enter writes it anew. Shift and arrows move its end, Ctrl and arrows its beginning, with Alt finely. S splits it, J joins it with the next, Delete gives its time to the chord before. The table of chords in the Notes view holds the same.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">U-Left no-Right bakhetha i-chord, u-Enter uyibhala kabusha. U-Shift nemicibisholo bahambisa isiphetho sayo, u-Ctrl nemicibisholo isiqalo sayo, no-Alt kancane. U-S uyayihlukanisa, u-J uyihlanganisa nelandelayo, u-Delete unika i-chord yangaphambili isikhathi sayo. Ithebula lama-chords ekhasini lamaNothi linokufanayo.</translation>
        </message>
        <message>
            <source>Split here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlukanisa lapha</translation>
        </message>
        <message>
            <source>Write another chord…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bhala enye i-chord…</translation>
        </message>
    </context>
    <context>
        <name>ChordEditing</name>
        <message>
            <source>Change a chord</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shintsha i-chord</translation>
        </message>
        <message>
            <source>Join chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlanganisa ama-chords</translation>
        </message>
        <message>
            <source>Move a chord's edge</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hambisa umphetho we-chord</translation>
        </message>
        <message>
            <source>Split a chord</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlukanisa i-chord</translation>
        </message>
        <message>
            <source>Write Fm9, Db/Ab, iv7, or N for no chord.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bhala Fm9, Db/Ab, iv7, noma N uma ingekho i-chord.</translation>
        </message>
        <message>
            <source>“%s” is no chord.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” akuyona i-chord.</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-chords nama-bars alandela uma ama-stems eseqediwe</translation>
        </message>
        <message>
            <source>No chords were found in this song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Awekho ama-chords atholakele kule ngoma</translation>
        </message>
        <message>
            <source>The Notes view lists the chords as a table.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ikhasi lamaNothi libala ama-chords njengethebula.</translation>
        </message>
        <message>
            <source>Zoom in to read the chords (Ctrl and wheel)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sondeza ukuze ufunde ama-chords (Ctrl nesondo)</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phikisa lesi siqephu</translation>
        </message>
        <message>
            <source>How clearly you hear it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuzwa ngokucace kangakanani</translation>
        </message>
        <message>
            <source>How clearly you hear it, 0–1</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuzwa ngokucace kangakanani, 0–1</translation>
        </message>
        <message>
            <source>Keep this</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Gcina lokhu</translation>
        </message>
        <message>
            <source>The score stays as it is; what you say is kept beside it and shown with it, with your name.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphuzu ahlala enjalo; okushoyo kugcinwa eceleni kwawo kukhonjiswe nawo, negama lakho.</translation>
        </message>
        <message>
            <source>What do you hear there? For example: the log drum is a sampled tom.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uzwani lapho? Isibonelo: i-log drum iyi-tom eyisampuliwe.</translation>
        </message>
        <message>
            <source>What you hear there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okuzwa lapho</translation>
        </message>
    </context>
    <context>
        <name>CopiesDialog</name>
        <message>
            <source>Copies</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amakhophi</translation>
        </message>
        <message>
            <source>Files of recordings with copies</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amafayela okurekhodiwe anamakhophi</translation>
        </message>
        <message>
            <source>Forget what is unticked</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khohlwa okungakhethiwe</translation>
        </message>
        <message>
            <source>There are none: every recording of the library lies in one file only.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Awekho: konke okurekhodiwe komtapo kusefayeleni elilodwa kuphela.</translation>
        </message>
        <message>
            <source>These files hold the very same recording, sample by sample. Untick those that the library should forget; no file is deleted, and one file of each recording always stays.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lawa mafayela anokurekhodiwe okufanayo ncamashi, isampula nesampula. Susa uphawu kulawo okufanele umtapo uwakhohlwe; alikho ifayela elisulwayo, futhi ifayela elilodwa lokurekhodiwe ngakunye lihlala njalo.</translation>
        </message>
    </context>
    <context>
        <name>Culture</name>
        <message>
            <source>%s: %s, 90 percent interval %s, %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s: %s, umkhawulo wamaphesenti angu-90 %s, %s</translation>
        </message>
        <message>
            <source>%s: cannot tell, %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s: akunakushiwo, %s</translation>
        </message>
        <message>
            <source>Gospel harmony and voices</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-gospel: ama-chords namazwi</translation>
        </message>
        <message>
            <source>Hand and organic percussion</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izigubhu zesandla nezemvelo</translation>
        </message>
        <message>
            <source>Jazz harmony</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-chords e-jazz</translation>
        </message>
        <message>
            <source>Kwaito pulse and chant</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isigqi nama-chants e-kwaito</translation>
        </message>
        <message>
            <source>Log-drum evidence</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ubufakazi be-log drum</translation>
        </message>
        <message>
            <source>against</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">iphika</translation>
        </message>
        <message>
            <source>bar %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">i-bar %s</translation>
        </message>
        <message>
            <source>bars %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-bars %s</translation>
        </message>
        <message>
            <source>calibrated by listeners</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kulinganiswe ngabalaleli</translation>
        </message>
        <message>
            <source>cannot tell</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akunakushiwo</translation>
        </message>
        <message>
            <source>chosen</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">khethiwe</translation>
        </message>
        <message>
            <source>contested</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">iphikiswe</translation>
        </message>
        <message>
            <source>exploratory</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kusazanywa</translation>
        </message>
        <message>
            <source>features %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-features %s</translation>
        </message>
        <message>
            <source>for</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ivuma</translation>
        </message>
        <message>
            <source>model %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">imodeli %s</translation>
        </message>
        <message>
            <source>profile %s %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">iphrofayela %s %s</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zizwakala ngokucace kangakanani izici ezinhlanu ze-amapiano kule ngoma? Ngasinye sithola inani nomkhawulo waso, nama-bars avumayo naphikisayo. Isici esingekho asilona iphutha.</translation>
        </message>
        <message>
            <source>Score this song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlola le ngoma</translation>
        </message>
        <message>
            <source>Scores follow once the stems are done.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphuzu alandela uma ama-stems eseqediwe.</translation>
        </message>
        <message>
            <source>Scoring…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuyahlolwa…</translation>
        </message>
        <message>
            <source>This song was not analysed, so nothing can be judged in it. Open it again to analyse it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Le ngoma ayihlaziywanga, ngakho akukho okungahlolwa kuyo. Yivule futhi ukuze uyihlaziye.</translation>
        </message>
    </context>
    <context>
        <name>CultureSummary</name>
        <message>
            <source>%s. The gate only asks a generator for another take.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s. Isango licela enye i-take kuphela ku-generator.</translation>
        </message>
        <message>
            <source>Made with</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwenziwe nge-</translation>
        </message>
        <message>
            <source>Score again</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlola futhi</translation>
        </message>
        <message>
            <source>Score this song again</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlola le ngoma futhi</translation>
        </message>
        <message>
            <source>Scoring…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuyahlolwa…</translation>
        </message>
        <message>
            <source>This score carries no definition.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lawa maphuzu awanayo incazelo.</translation>
        </message>
        <message>
            <source>Total</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isamba</translation>
        </message>
        <message>
            <source>What the total is</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okushiwo isamba</translation>
        </message>
        <message>
            <source>Which score of this song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yimaphi amaphuzu ale ngoma</translation>
        </message>
        <message>
            <source>newest: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">okusha kakhulu: %s</translation>
        </message>
    </context>
    <context>
        <name>DatasetStep</name>
        <message>
            <source>%(pieces)d pieces, %(hours).2f hours, %(gb).2f GB, %(use)s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">iziqeshana ezingu-%(pieces)d, amahora angu-%(hours).2f, %(gb).2f GB, %(use)s.</translation>
        </message>
        <message>
            <source>%d s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%d s</translation>
        </message>
        <message>
            <source>Artists</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Abaculi</translation>
        </message>
        <message>
            <source>Check every file</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlola wonke amafayela</translation>
        </message>
        <message>
            <source>Data sets that are there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izethi zedatha ezikhona</translation>
        </message>
        <message>
            <source>Every file is as it was made.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifayela ngalinye linjengoba lenziwa.</translation>
        </message>
        <message>
            <source>Length of a piece</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ubude besiqeshana</translation>
        </message>
        <message>
            <source>Make the data set</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza isethi yedatha</translation>
        </message>
        <message>
            <source>Name</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Igama</translation>
        </message>
        <message>
            <source>Name of the data set</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Igama lesethi yedatha</translation>
        </message>
        <message>
            <source>None yet.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukabikho.</translation>
        </message>
        <message>
            <source>Pieces</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iziqeshana</translation>
        </message>
        <message>
            <source>Pieces of</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iziqeshana ze-</translation>
        </message>
        <message>
            <source>Seed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imbewu</translation>
        </message>
        <message>
            <source>Seed of the split and the descriptions</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imbewu yokuhlukanisa nezincazelo</translation>
        </message>
        <message>
            <source>Some files are not as they were made.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amanye amafayela awanjengoba enziwa.</translation>
        </message>
        <message>
            <source>Songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma</translation>
        </message>
        <message>
            <source>Songs are split by artist, so that nobody is on both sides; then cut, levelled, separated, described. A data set is hashed and never changes: what would change it makes the next version.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma zihlukaniswa ngomculi, ukuze kungabi khona osezinhlangothini zombili; bese ziyasikwa, zilinganiswe, zehlukaniswe, zichazwe. Isethi yedatha ine-hash futhi ayishintshi: okungayishintsha kwenza inguqulo elandelayo.</translation>
        </message>
        <message>
            <source>Split</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuhlukanisa</translation>
        </message>
        <message>
            <source>Split and data set</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuhlukanisa nesethi yedatha</translation>
        </message>
        <message>
            <source>Stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-stems</translation>
        </message>
        <message>
            <source>The data set that is used</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isethi yedatha esetshenziswayo</translation>
        </message>
        <message>
            <source>The split</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuhlukanisa</translation>
        </message>
        <message>
            <source>Use it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yisebenzise</translation>
        </message>
        <message>
            <source>also songs for research only (then all of it is for research only)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">nezingoma zocwaningo kuphela (khona-ke konke okocwaningo kuphela)</translation>
        </message>
        <message>
            <source>five stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-stems amahlanu</translation>
        </message>
        <message>
            <source>four stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-stems amane</translation>
        </message>
        <message>
            <source>may be used commercially</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ingasetshenziswa kwezohwebo</translation>
        </message>
        <message>
            <source>no commercial use</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">hhayi kwezohwebo</translation>
        </message>
        <message>
            <source>no stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">awekho ama-stems</translation>
        </message>
        <message>
            <source>root hash %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">i-root hash %s</translation>
        </message>
    </context>
    <context>
        <name>DragHandle</name>
        <message>
            <source>Click to copy the file.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Chofoza ukuze ukopishe ifayela.</translation>
        </message>
        <message>
            <source>Drag %s into your DAW</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Donsela %s ku-DAW yakho</translation>
        </message>
        <message>
            <source>MIDI</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">MIDI</translation>
        </message>
        <message>
            <source>Mix</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-mix</translation>
        </message>
        <message>
            <source>the mix</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">i-mix</translation>
        </message>
        <message>
            <source>the notes (MIDI)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amanothi (MIDI)</translation>
        </message>
    </context>
    <context>
        <name>Drawer</name>
        <message>
            <source>Cancel, retry or show</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khansela, zama futhi noma bonisa</translation>
        </message>
        <message>
            <source>Clear finished</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sula osekuphelile</translation>
        </message>
        <message>
            <source>Close the drawer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vala idrowa</translation>
        </message>
        <message>
            <source>Close the drawer (Ctrl+J)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vala idrowa (Ctrl+J)</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho okulindile. Izingoma ozidonsela efasiteleni zima lapha kulayini, nenqubekela phambili yazo.</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okwenziwa yisitudiyo kubhalwa lapha.</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">WAV, AIFF, FLAC, MP3, M4A, OGG noma Opus. Ingoma eyodwa, noma ifolda yonke. Akukho okuphuma kulo mshini.</translation>
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
        <name>Drum</name>
        <message>
            <source>Cabasa</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Cabasa</translation>
        </message>
        <message>
            <source>China</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">China</translation>
        </message>
        <message>
            <source>Clap</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Clap</translation>
        </message>
        <message>
            <source>Claves</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Claves</translation>
        </message>
        <message>
            <source>Closed hat</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Closed hat</translation>
        </message>
        <message>
            <source>Cowbell</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Cowbell</translation>
        </message>
        <message>
            <source>Crash</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Crash</translation>
        </message>
        <message>
            <source>Crash 2</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Crash 2</translation>
        </message>
        <message>
            <source>High agogo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">High agogo</translation>
        </message>
        <message>
            <source>High block</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">High block</translation>
        </message>
        <message>
            <source>High bongo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">High bongo</translation>
        </message>
        <message>
            <source>High floor tom</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">High floor tom</translation>
        </message>
        <message>
            <source>High timbale</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">High timbale</translation>
        </message>
        <message>
            <source>High tom</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">High tom</translation>
        </message>
        <message>
            <source>High-mid tom</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">High-mid tom</translation>
        </message>
        <message>
            <source>Kick</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kick</translation>
        </message>
        <message>
            <source>Kick 2</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kick 2</translation>
        </message>
        <message>
            <source>Long guiro</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Long guiro</translation>
        </message>
        <message>
            <source>Long whistle</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Long whistle</translation>
        </message>
        <message>
            <source>Low agogo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Low agogo</translation>
        </message>
        <message>
            <source>Low block</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Low block</translation>
        </message>
        <message>
            <source>Low bongo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Low bongo</translation>
        </message>
        <message>
            <source>Low conga</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Low conga</translation>
        </message>
        <message>
            <source>Low floor tom</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Low floor tom</translation>
        </message>
        <message>
            <source>Low timbale</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Low timbale</translation>
        </message>
        <message>
            <source>Low tom</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Low tom</translation>
        </message>
        <message>
            <source>Low-mid tom</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Low-mid tom</translation>
        </message>
        <message>
            <source>Mute conga</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mute conga</translation>
        </message>
        <message>
            <source>Mute cuica</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mute cuica</translation>
        </message>
        <message>
            <source>Mute triangle</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mute triangle</translation>
        </message>
        <message>
            <source>Open conga</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Open conga</translation>
        </message>
        <message>
            <source>Open cuica</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Open cuica</translation>
        </message>
        <message>
            <source>Open hat</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Open hat</translation>
        </message>
        <message>
            <source>Open triangle</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Open triangle</translation>
        </message>
        <message>
            <source>Pedal hat</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pedal hat</translation>
        </message>
        <message>
            <source>Ride</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ride</translation>
        </message>
        <message>
            <source>Ride 2</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ride 2</translation>
        </message>
        <message>
            <source>Ride bell</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ride bell</translation>
        </message>
        <message>
            <source>Rim</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Rim</translation>
        </message>
        <message>
            <source>Shaker</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shaker</translation>
        </message>
        <message>
            <source>Short guiro</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Short guiro</translation>
        </message>
        <message>
            <source>Short whistle</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Short whistle</translation>
        </message>
        <message>
            <source>Snare</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Snare</translation>
        </message>
        <message>
            <source>Snare 2</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Snare 2</translation>
        </message>
        <message>
            <source>Splash</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Splash</translation>
        </message>
        <message>
            <source>Tambourine</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tambourine</translation>
        </message>
        <message>
            <source>Vibraslap</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vibraslap</translation>
        </message>
    </context>
    <context>
        <name>EngineAdding</name>
        <message>
            <source>Model “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imodeli “%s”</translation>
        </message>
        <message>
            <source>The model “%s” is ready.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imodeli “%s” isilungile.</translation>
        </message>
    </context>
    <context>
        <name>EngineSetup</name>
        <message>
            <source>%s left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kusele %s</translation>
        </message>
        <message>
            <source>A model of your own</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imodeli yakho</translation>
        </message>
        <message>
            <source>A model of your own…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imodeli yakho…</translation>
        </message>
        <message>
            <source>Bring %(files)s from %(who)s. Each file is checked before it is used.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Letha %(files)s okuvela ku-%(who)s. Ifayela ngalinye lihlolwa ngaphambi kokusetshenziswa.</translation>
        </message>
        <message>
            <source>Choose a model that can be added.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha imodeli engafakwa.</translation>
        </message>
        <message>
            <source>Choose its files…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha amafayela ayo…</translation>
        </message>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vala</translation>
        </message>
        <message>
            <source>Copy the command</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopisha umyalo</translation>
        </message>
        <message>
            <source>Download</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Landa</translation>
        </message>
        <message>
            <source>Everything here works now. %d engines are ready.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Konke lapha kuyasebenza manje. Ama-engine angu-%d asekulungele.</translation>
        </message>
        <message>
            <source>For</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okwe-</translation>
        </message>
        <message>
            <source>Half a minute of music takes %(gpu)g GB on a GPU, %(cpu)g GB without one.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uhhafu womzuzu womculo uthatha %(gpu)g GB ku-GPU, %(cpu)g GB ngaphandle kwayo.</translation>
        </message>
        <message>
            <source>How far the model is</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imodeli ifike kuphi</translation>
        </message>
        <message>
            <source>I accept that</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngiyakwamukela lokho</translation>
        </message>
        <message>
            <source>It comes from %s. What breaks off goes on later; it is checked before use.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ivela ku-%s. Okunqamukayo kuqhubeka kamuva; kuyahlolwa ngaphambi kokusetshenziswa.</translation>
        </message>
        <message>
            <source>It is ready.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isilungile.</translation>
        </message>
        <message>
            <source>It takes %s on the disk.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ithatha %s kudiski.</translation>
        </message>
        <message>
            <source>Its licence is %(licence)s, by %(who)s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ilayisense yayo yi-%(licence)s, ka-%(who)s.</translation>
        </message>
        <message>
            <source>Its name, of small letters, digits, dots and dashes:</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Igama layo, ngezinhlamvu ezincane, izinombolo, amachashazi nama-dash:</translation>
        </message>
        <message>
            <source>Its own files are here; it also reads %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amafayela ayo akhona; ifunda futhi i-%s.</translation>
        </message>
        <message>
            <source>Licence</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ilayisense</translation>
        </message>
        <message>
            <source>Licence: %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ilayisense: %s.</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuyabhekwa…</translation>
        </message>
        <message>
            <source>Model</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imodeli</translation>
        </message>
        <message>
            <source>Models</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amamodeli</translation>
        </message>
        <message>
            <source>Results may be sold</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imiphumela ingathengiswa</translation>
        </message>
        <message>
            <source>Set up engine</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setha i-engine</translation>
        </message>
        <message>
            <source>State</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isimo</translation>
        </message>
        <message>
            <source>Stems, beats, chords, notes and takes are made by engines of our own, which came with the studio: no account, no net. Larger models can be added; each has its publisher's licence.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-stems, ama-beats, ama-chords, amanothi nama-takes enziwa ama-engine ethu afike nesitudiyo: ayikho i-akhawunti, ayikho i-inthanethi. Amamodeli amakhulu angafakwa; ngayinye inelayisense yomshicileli wayo.</translation>
        </message>
        <message>
            <source>Stop</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Misa</translation>
        </message>
        <message>
            <source>The files of “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amafayela e-“%s”</translation>
        </message>
        <message>
            <source>The folder of a MusicGen, or of HTDemucs weights, of your own</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifolda ye-MusicGen, noma yama-weights e-HTDemucs, okungokwakho</translation>
        </message>
        <message>
            <source>The folder with the files of “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifolda enamafayela e-“%s”</translation>
        </message>
        <message>
            <source>What computes here…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okubala lapha…</translation>
        </message>
        <message>
            <source>You can close this: it goes on in the queue.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ungavala lokhu: kuyaqhubeka kulayini.</translation>
        </message>
        <message>
            <source>can be added</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ingafakwa</translation>
        </message>
        <message>
            <source>comparing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ukuqhathanisa</translation>
        </message>
        <message>
            <source>its files</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amafayela ayo</translation>
        </message>
        <message>
            <source>listening</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ukulalela</translation>
        </message>
        <message>
            <source>no</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">cha</translation>
        </message>
        <message>
            <source>ready</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ilungile</translation>
        </message>
        <message>
            <source>stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-stems</translation>
        </message>
        <message>
            <source>takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-takes</translation>
        </message>
        <message>
            <source>waiting</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kulindile</translation>
        </message>
        <message>
            <source>yes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">yebo</translation>
        </message>
        <message>
            <source>“%s”: what it makes may not be sold.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s”: ekwenzayo akuvunyelwe ukuthengiswa.</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s  (%s kuya ku-%s)</translation>
        </message>
    </context>
    <context>
        <name>EvidenceLane</name>
        <message>
            <source>Evidence of markers</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ubufakazi bezimpawu</translation>
        </message>
        <message>
            <source>The Judge view lists the evidence as a table.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ikhasi elithi Hlola libala ubufakazi njengethebula.</translation>
        </message>
    </context>
    <context>
        <name>ExcerptWave</name>
        <message>
            <source>Which seconds are heard; click, or move them with the arrow keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imizuzwana ezwakalayo; chofoza, noma uyihambise ngezinkinobho zemicibisholo</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khansela</translation>
        </message>
        <message>
            <source>Change the folder for exports</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shintsha ifolda yokukhiphela</translation>
        </message>
        <message>
            <source>Change…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shintsha…</translation>
        </message>
        <message>
            <source>Export</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khipha</translation>
        </message>
        <message>
            <source>Export “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khipha “%s”</translation>
        </message>
        <message>
            <source>Exports go to</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okukhishwayo kuya ku-</translation>
        </message>
        <message>
            <source>Format of a stem pack</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifomethi ye-stem pack</translation>
        </message>
        <message>
            <source>Stem pack as</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-stem pack njenge-</translation>
        </message>
        <message>
            <source>Stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-stems</translation>
        </message>
    </context>
    <context>
        <name>Exporting</name>
        <message>
            <source>%d files are in “%s”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amafayela angu-%d aku-“%s”.</translation>
        </message>
        <message>
            <source>Export stems and MIDI into</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khiphela ama-stems ne-MIDI ku-</translation>
        </message>
        <message>
            <source>Export the log drum's one-shots into</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khiphela ama-one-shots e-log drum ku-</translation>
        </message>
        <message>
            <source>One file is in “%s”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifayela elilodwa liku-“%s”.</translation>
        </message>
        <message>
            <source>Open the folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula ifolda</translation>
        </message>
        <message>
            <source>There is nothing whole to export yet. Open the song and let it be finished.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho okuphelele okungakhishwa okwamanje. Vula ingoma uyiyeke iqedwe.</translation>
        </message>
    </context>
    <context>
        <name>FolderRow</name>
        <message>
            <source>Rights in %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amalungelo ku-%s</translation>
        </message>
        <message>
            <source>Take %s off the list</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Susa %s ohlwini</translation>
        </message>
        <message>
            <source>Where the permission is written down</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lapho imvume ibhalwe khona</translation>
        </message>
        <message>
            <source>imported</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ingenisiwe</translation>
        </message>
        <message>
            <source>where it is written: contract, page</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">lapho kubhalwe khona: inkontileka, ikhasi</translation>
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
            <source>Add folders and say which rights you have, then go down the steps. No songs and no GPU? The small demo in step 4 shows the whole way. What works goes on when the window is closed.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Engeza amafolda usho ukuthi unamaphi amalungelo, bese wehla ngezinyathelo. Azikho izingoma futhi ayikho i-GPU? Idemo encane esinyathelweni 4 ikhombisa indlela yonke. Okusebenzayo kuyaqhubeka uma ifasitela livaliwe.</translation>
        </message>
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
            <source>Choose a stem above the notes. Left draws and drags, right deletes, Ctrl and a drag choose. Drag the MIDI handle into your DAW: the chosen notes, the loop, or all of it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha i-stem ngenhla kwamanothi. Kwesobunxele kuyadweba futhi kudonse, kwesokudla kuyasusa, u-Ctrl nokudonsa kuyakhetha. Donsela isibambo se-MIDI ku-DAW yakho: amanothi akhethiwe, i-loop, noma konke.</translation>
        </message>
        <message>
            <source>Compare versions without knowing which is which.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qhathanisa izinguqulo ungazi ukuthi iyiphi iyiphi.</translation>
        </message>
        <message>
            <source>Drop a song here. Mute, solo and set the level of each lane. Drag its handles into your DAW: sound or MIDI, of all of it, of the loop, or of what you choose with Shift and a drag. A click on one copies or saves. Drag the edges of chords, double click a chord to write another.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Donsela ingoma lapha. Thulisa, lalela wodwa futhi setha izinga lomugqa ngamunye. Donsela izibambo zawo ku-DAW yakho: umsindo noma i-MIDI, konke, i-loop, noma okukhetha ngo-Shift nokudonsa. Ukuchofoza esisodwa kuyakopisha noma kulondoloze. Donsa imiphetho yama-chords, chofoza kabili i-chord ukuze ubhale enye.</translation>
        </message>
        <message>
            <source>Drop songs or a folder here, choose how good, see how long it takes, then start. Each song can be tried, cancelled, started again. What is checked at the right is written when a song is done.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Donsela izingoma noma ifolda lapha, khetha ikhwalithi, bheka ukuthi kuthatha isikhathi esingakanani, bese uqala. Ingoma ngayinye ingazanywa, ikhanselwe, iqalwe futhi. Okukhethwe kwesokudla kubhalwa uma ingoma iseqediwe.</translation>
        </message>
        <message>
            <source>Hear a song as its stems: drums, bass, vocals, other and log drum.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa ingoma ngama-stems ayo: izigubhu, i-bass, amazwi, okunye ne-log drum.</translation>
        </message>
        <message>
            <source>Make a model of your own from songs that you may train on.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza imodeli yakho ngezingoma ovunyelwe ukuqeqesha ngazo.</translation>
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
            <source>See which marks of amapiano were found in the song, with the evidence.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bona ukuthi yiziphi izimpawu ze-amapiano ezitholwe engomeni, nobufakazi bazo.</translation>
        </message>
        <message>
            <source>Split many songs, and write what your DAW needs.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlukanisa izingoma eziningi, ubhale okudingwa yi-DAW yakho.</translation>
        </message>
        <message>
            <source>Type to find; press Enter to open. Drop a folder on the window to add its songs.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bhala ukuze uthole; cindezela u-Enter ukuze uvule. Donsela ifolda efasiteleni ukuze wengeze izingoma zayo.</translation>
        </message>
        <message>
            <source>Work on the notes that each stem plays, and on the chords.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebenza ngamanothi adlalwa yi-stem ngasinye, nangama-chords.</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">1 lisho: %s</translation>
        </message>
        <message>
            <source>Adds</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yengeza</translation>
        </message>
        <message>
            <source>Input</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okufakwayo</translation>
        </message>
        <message>
            <source>Measured</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isilinganiso</translation>
        </message>
        <message>
            <source>What each input adds</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okwengezwa okufakwayo ngakunye</translation>
        </message>
        <message>
            <source>log odds</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">log odds</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amashaneli angu-%d</translation>
        </message>
        <message>
            <source>Analysis</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuhlaziya</translation>
        </message>
        <message>
            <source>Chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-chords</translation>
        </message>
        <message>
            <source>Format</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifomethi</translation>
        </message>
        <message>
            <source>Hits</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izigi</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ikhona</translation>
        </message>
        <message>
            <source>Sections</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingxenye</translation>
        </message>
        <message>
            <source>Stems by</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-stems nge-</translation>
        </message>
        <message>
            <source>Sum error</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iphutha lesamba</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-true peak</translation>
        </message>
        <message>
            <source>being made</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">iyenziwa</translation>
        </message>
        <message>
            <source>cannot be told</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akunakushiwo</translation>
        </message>
        <message>
            <source>mono</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">mono</translation>
        </message>
        <message>
            <source>no</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">cha</translation>
        </message>
        <message>
            <source>none</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ayikho</translation>
        </message>
        <message>
            <source>not there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ayikho</translation>
        </message>
        <message>
            <source>not transcribed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ayibhalwanga njengamanothi</translation>
        </message>
        <message>
            <source>stereo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">stereo</translation>
        </message>
        <message>
            <source>then</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">bese</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Inqubekela phambili</translation>
        </message>
        <message>
            <source>Song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingoma</translation>
        </message>
        <message>
            <source>Time left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okusele</translation>
        </message>
        <message>
            <source>What happens</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okwenzekayo</translation>
        </message>
    </context>
    <context>
        <name>Judge</name>
        <message>
            <source>%g of %g s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%g kwangu-%g s</translation>
        </message>
        <message>
            <source>heard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuzwakele</translation>
        </message>
        <message>
            <source>heard %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuzwakele %s</translation>
        </message>
    </context>
    <context>
        <name>Judging</name>
        <message>
            <source>Export the label</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khipha ilebula</translation>
        </message>
        <message>
            <source>Import labels</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngenisa amalebula</translation>
        </message>
    </context>
    <context>
        <name>LabelForm</name>
        <message>
            <source>Significance</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukubaluleka</translation>
        </message>
        <message>
            <source>Sounds like</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izwakala njenge-</translation>
        </message>
        <message>
            <source>Style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isitayela</translation>
        </message>
        <message>
            <source>Worth learning</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okungafundwa</translation>
        </message>
        <message>
            <source>ids or words, with commas: classic, private_school</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-id noma amagama, ngokhoma: classic, private_school</translation>
        </message>
        <message>
            <source>names, with commas</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amagama, ngokhoma</translation>
        </message>
        <message>
            <source>what it means, and to whom</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ukuthi kusho ukuthini, nakubani</translation>
        </message>
        <message>
            <source>what somebody can learn from it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">lokho umuntu angakufunda kuyo</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa lolu cezu kaningi</translation>
        </message>
        <message>
            <source>Import…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngenisa…</translation>
        </message>
        <message>
            <source>Join with next</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlanganisa nolulandelayo</translation>
        </message>
        <message>
            <source>Kept with everything you say, so that people can differ</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kugcinwa nakho konke okushoyo, ukuze abantu bangavumelani</translation>
        </message>
        <message>
            <source>Loop it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenze i-loop</translation>
        </message>
        <message>
            <source>Make one part of this and the next</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza ucezu olulodwa ngalolu nolulandelayo</translation>
        </message>
        <message>
            <source>Read labels from JSON</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Funda amalebula ku-JSON</translation>
        </message>
        <message>
            <source>Split here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlukanisa lapha</translation>
        </message>
        <message>
            <source>Split the part at the play-head</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlukanisa ucezu ku-play-head</translation>
        </message>
        <message>
            <source>Take back the last change (Ctrl+Z)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlehlisa ushintsho lokugcina (Ctrl+Z)</translation>
        </message>
        <message>
            <source>Undo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlehlisa</translation>
        </message>
        <message>
            <source>Who labels</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ubani ofaka ilebula</translation>
        </message>
        <message>
            <source>Write the label as JSON</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bhala ilebula njenge-JSON</translation>
        </message>
        <message>
            <source>keeping…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuyagcinwa…</translation>
        </message>
        <message>
            <source>kept %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kugcinwe %s</translation>
        </message>
        <message>
            <source>your name</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">igama lakho</translation>
        </message>
    </context>
    <context>
        <name>Labelling</name>
        <message>
            <source>It is kept here until it can be written.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kugcinwa lapha kuze kube kungabhalwa.</translation>
        </message>
    </context>
    <context>
        <name>LevelScreen</name>
        <message>
            <source>Enter</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Enter</translation>
        </message>
        <message>
            <source>Esc</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Esc</translation>
        </message>
        <message>
            <source>Level</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinga</translation>
        </message>
        <message>
            <source>Play the noise (Space)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dlala umsindo wokuhlola (Space)</translation>
        </message>
        <message>
            <source>Play this noise and turn your headphones or speakers up or down until it is as loud as you like to work. No sound of the test is louder. From then on leave the level alone: it is the same for all versions, and it is locked here until you pause.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dlala lo msindo bese ukhuphula noma wehlisa ama-headphones noma izipikha zakho kuze kube sezingeni othanda ukusebenza ngalo. Awukho umsindo wohlolo ophakeme kunalona. Kusukela lapho ungalithinti izinga: liyafana kuzo zonke izinguqulo, futhi likhiyiwe lapha uze umise kancane.</translation>
        </message>
        <message>
            <source>Set your level</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setha izinga lakho</translation>
        </message>
        <message>
            <source>Space</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Space</translation>
        </message>
        <message>
            <source>The level is right (Enter)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinga lilungile (Enter)</translation>
        </message>
        <message>
            <source>back</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">emuva</translation>
        </message>
        <message>
            <source>begin</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">qala</translation>
        </message>
        <message>
            <source>level by 1 dB</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">izinga nge-1 dB</translation>
        </message>
        <message>
            <source>play, pause</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dlala, misa kancane</translation>
        </message>
    </context>
    <context>
        <name>Library</name>
        <message>
            <source>below the gate</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ngaphansi kwesango</translation>
        </message>
        <message>
            <source>cannot tell</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akunakushiwo</translation>
        </message>
        <message>
            <source>licensed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">inelayisense</translation>
        </message>
        <message>
            <source>mine</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">eyami</translation>
        </message>
        <message>
            <source>not stated</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akushiwongo</translation>
        </message>
        <message>
            <source>passed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">iphumelele</translation>
        </message>
        <message>
            <source>research only</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ucwaningo kuphela</translation>
        </message>
    </context>
    <context>
        <name>LibraryFilters</name>
        <message>
            <source>%s and keys that mix with it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s nokhiye abahambisana nawo</translation>
        </message>
        <message>
            <source>BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">BPM</translation>
        </message>
        <message>
            <source>Fastest tempo in BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-tempo eshesha kakhulu nge-BPM</translation>
        </message>
        <message>
            <source>Filters in use</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izihlungi ezisetshenziswayo</translation>
        </message>
        <message>
            <source>Key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukhiye</translation>
        </message>
        <message>
            <source>Neighbours on the Camelot wheel: a fifth up, a fifth down, the relative key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Omakhelwane esondweni le-Camelot: i-fifth phezulu, i-fifth phansi, ukhiye ohlobene</translation>
        </message>
        <message>
            <source>Only</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuphela</translation>
        </message>
        <message>
            <source>Remove the filter: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Susa isihlungi: %s</translation>
        </message>
        <message>
            <source>Rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amalungelo</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-tempo ehamba kancane kakhulu nge-BPM</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">nokhiye abahambisana nawo</translation>
        </message>
        <message>
            <source>any key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">bonke okhiye</translation>
        </message>
        <message>
            <source>any rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amalungelo</translation>
        </message>
        <message>
            <source>any score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amaphuzu</translation>
        </message>
        <message>
            <source>any style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">zonke izitayela</translation>
        </message>
        <message>
            <source>files that are missing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amafayela alahlekile</translation>
        </message>
        <message>
            <source>from</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">suka</translation>
        </message>
        <message>
            <source>models may learn from it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amamodeli angafunda kuyo</translation>
        </message>
        <message>
            <source>not analysed yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ayikahlaziywa</translation>
        </message>
        <message>
            <source>not scored</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ayinamaphuzu</translation>
        </message>
        <message>
            <source>to</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuya</translation>
        </message>
        <message>
            <source>with copies</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ezinamakhophi</translation>
        </message>
    </context>
    <context>
        <name>LibraryPage</name>
        <message>
            <source>%d of %d songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">izingoma ezingu-%d kwezingu-%d</translation>
        </message>
        <message>
            <source>%d songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">izingoma ezingu-%d</translation>
        </message>
        <message>
            <source>%d songs are not where they were.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">izingoma ezingu-%d azikho lapho bezikhona.</translation>
        </message>
        <message>
            <source>1 song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ingoma engu-1</translation>
        </message>
        <message>
            <source>1 song is not where it was.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ingoma engu-1 ayikho lapho ibikhona.</translation>
        </message>
        <message>
            <source>Add songs…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Engeza izingoma…</translation>
        </message>
        <message>
            <source>Copies…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amakhophi…</translation>
        </message>
        <message>
            <source>Filter by title, artist, style or key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isihloko, umculi, isitayela, ukhiye</translation>
        </message>
        <message>
            <source>Filter the library</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlunga umtapo</translation>
        </message>
        <message>
            <source>Find…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thola…</translation>
        </message>
        <message>
            <source>No song is like that. Take a filter away, or press “Show all” to see every song again.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ayikho ingoma enjalo. Susa isihlungi, noma cindezela “Bonisa konke” ukuze ubone zonke izingoma futhi.</translation>
        </message>
        <message>
            <source>Nothing here yet. Drop songs or folders on the window: they stay where they are, the studio only remembers them. A watched folder is looked through at every start.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho lutho lapha okwamanje. Donsela izingoma noma amafolda efasiteleni: zihlala lapho zikhona, isitudiyo siyazikhumbula kuphela. Ifolda ebhekwayo ihlolwa ekuqaleni ngakunye.</translation>
        </message>
        <message>
            <source>Nothing that was made of them is lost. If their drive is not connected, connect it; if they were moved, say where to look.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho okwenziwe ngazo okulahlekile. Uma idrayivu yazo ingaxhunyiwe, yixhume; uma zisusiwe, yisho lapho kufanele kubhekwe khona.</translation>
        </message>
        <message>
            <source>Songs of the library</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma zomtapo</translation>
        </message>
        <message>
            <source>The same recording in more than one file</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okurekhodiwe okufanayo kumafayela angaphezu kwelilodwa</translation>
        </message>
        <message>
            <source>Watched folders…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amafolda abhekwayo…</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s zitholakele futhi.</translation>
        </message>
        <message>
            <source>%s removed. The files are untouched.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s zisusiwe. Amafayela awathintwanga.</translation>
        </message>
        <message>
            <source>1 song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ingoma engu-1</translation>
        </message>
        <message>
            <source>Analysis of %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuhlaziywa: %s</translation>
        </message>
        <message>
            <source>Each is a job of its own and may take minutes. You can cancel them in the queue.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngayinye ingumsebenzi wayo futhi ingathatha imizuzu. Ungayikhansela kulayini.</translation>
        </message>
        <message>
            <source>Export stems and MIDI into</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khiphela ama-stems ne-MIDI ku-</translation>
        </message>
        <message>
            <source>Files forgotten: %d. They were not deleted.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amafayela akhohliwe: %d. Awasulwanga.</translation>
        </message>
        <message>
            <source>Look for the missing songs in</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bheka izingoma ezilahlekile ku-</translation>
        </message>
        <message>
            <source>Looking for missing songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kubhekwa izingoma ezilahlekile</translation>
        </message>
        <message>
            <source>None of them lies in “%s”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ayikho neyodwa yazo eku-“%s”.</translation>
        </message>
        <message>
            <source>None of these songs can be read now.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ayikho kulezi zingoma engafundeka manje.</translation>
        </message>
        <message>
            <source>Put %s into the queue?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Faka %s kulayini?</translation>
        </message>
        <message>
            <source>Remove</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Susa</translation>
        </message>
        <message>
            <source>Remove %s from the library?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Susa %s emtapweni?</translation>
        </message>
        <message>
            <source>Rights are stated for %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amalungelo ashiwo: %s.</translation>
        </message>
        <message>
            <source>Score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphuzu</translation>
        </message>
        <message>
            <source>Score of “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphuzu e-“%s”</translation>
        </message>
        <message>
            <source>Separate and export</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlukanisa bese ukhipha</translation>
        </message>
        <message>
            <source>The library is as it was before.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umtapo unjengoba ubunjalo ngaphambili.</translation>
        </message>
        <message>
            <source>Try the folder above it, or the drive they were moved to.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zama ifolda engenhla kwayo, noma idrayivu eziyiswe kuyo.</translation>
        </message>
        <message>
            <source>Watched folder “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifolda ebhekwayo “%s”</translation>
        </message>
        <message>
            <source>Your files stay where they are. What the studio made of these songs (stems, analysis, scores, labels) is removed from the library.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amafayela akho ahlala lapho ekhona. Lokho isitudiyo esikwenze ngalezi zingoma (ama-stems, ukuhlaziywa, amaphuzu, amalebula) kuyasuswa emtapweni.</translation>
        </message>
    </context>
    <context>
        <name>LikeBox</name>
        <message>
            <source>%g s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%g s</translation>
        </message>
        <message>
            <source>%s cannot hear music. MusicGen style can: see Set up engine.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s ayikwazi ukuzwa umculo. I-MusicGen style iyakwazi: bheka Setha i-engine.</translation>
        </message>
        <message>
            <source>%s cannot hear music; choose %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s ayikwazi ukuzwa umculo; khetha %s.</translation>
        </message>
        <message>
            <source>Closeness</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukusondela</translation>
        </message>
        <message>
            <source>How close takes come to it: 1 is free, 3 is usual.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuthi ama-takes asondela kangakanani kuyo: 1 ukhululekile, 3 ujwayelekile.</translation>
        </message>
        <message>
            <source>How many seconds of the song are heard.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuthi kuzwakala imizuzwana emingaki yengoma.</translation>
        </message>
        <message>
            <source>How much your words weigh beside the song: 1 is no more than it does, 5 is usual.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuthi amazwi akho anesisindo esingakanani eceleni kwengoma: 1 awuyedluli, 5 ujwayelekile.</translation>
        </message>
        <message>
            <source>Length of the excerpt</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ubude besiqeshana</translation>
        </message>
        <message>
            <source>Like “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Njenge-“%s”</translation>
        </message>
        <message>
            <source>Music (*.wav *.flac *.aiff *.aif *.mp3 *.m4a *.ogg *.opus);;All files (*)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umculo (*.wav *.flac *.aiff *.aif *.mp3 *.m4a *.ogg *.opus);;Wonke amafayela (*)</translation>
        </message>
        <message>
            <source>Sound like a song…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwakala njengengoma…</translation>
        </message>
        <message>
            <source>Sound like nothing in particular</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ungazwakali njengalutho</translation>
        </message>
        <message>
            <source>Sound like which song?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwakala njengayiphi ingoma?</translation>
        </message>
        <message>
            <source>Weight of the words</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isisindo samazwi</translation>
        </message>
        <message>
            <source>close (%d)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kusondele (%d)</translation>
        </message>
        <message>
            <source>closeness %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ukusondela %d</translation>
        </message>
        <message>
            <source>free (1)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ikhululekile (1)</translation>
        </message>
        <message>
            <source>from %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kusuka ku-%s</translation>
        </message>
        <message>
            <source>or drop one here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">noma udonsele eyodwa lapha</translation>
        </message>
        <message>
            <source>words × %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amazwi × %d</translation>
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
            <source>Everything works as it is: no account, no net. Larger models can be added.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Konke kusebenza njengoba kunjalo: ayikho i-akhawunti, ayikho i-inthanethi. Amamodeli amakhulu angafakwa.</translation>
        </message>
        <message>
            <source>Open songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula izingoma</translation>
        </message>
        <message>
            <source>Set up engine</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setha i-engine</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ilebula iku-“%s”.</translation>
        </message>
        <message>
            <source>The queue</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ulayini</translation>
        </message>
        <message>
            <source>This is a piece of ours to try things on. Drop a song of yours whenever you like.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lena ingoma yethu yokuzama izinto. Donsela ingoma yakho lapha noma nini.</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">    yenziwe futhi nge-: %s</translation>
        </message>
        <message>
            <source>    weakest: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">    okubuthakathaka kakhulu: %s</translation>
        </message>
        <message>
            <source>%d bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-bars angu-%d</translation>
        </message>
        <message>
            <source>%d bars, %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-bars angu-%d, %s</translation>
        </message>
        <message>
            <source>%d min</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%d imiz</translation>
        </message>
        <message>
            <source>%d s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%d s</translation>
        </message>
        <message>
            <source>%g BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%g BPM</translation>
        </message>
        <message>
            <source>%s (between %.2f and %.2f)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s (phakathi kuka-%.2f no-%.2f)</translation>
        </message>
        <message>
            <source>%s LUFS</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s LUFS</translation>
        </message>
        <message>
            <source>%s of sound</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s yomsindo</translation>
        </message>
        <message>
            <source>About %s for all.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Cishe %s kukho konke.</translation>
        </message>
        <message>
            <source>Asked for</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okuceliwe</translation>
        </message>
        <message>
            <source>Attempt %d scores %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umzamo %d uthole %s.</translation>
        </message>
        <message>
            <source>Attempt %d scores %s: it passed.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umzamo %d uthole %s: uphumelele.</translation>
        </message>
        <message>
            <source>Attempt %d scores %s: too little, so it was rejected.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umzamo %d uthole %s: kuncane kakhulu, ngakho wenqatshiwe.</translation>
        </message>
        <message>
            <source>Attempt %d was kept: it has the highest score.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umzamo %d ugciniwe: unamaphuzu aphezulu kakhulu.</translation>
        </message>
        <message>
            <source>Attempt %d: %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umzamo %d: %s.</translation>
        </message>
        <message>
            <source>Change of</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ushintsho lwe-</translation>
        </message>
        <message>
            <source>Decided</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kunqunyiwe</translation>
        </message>
        <message>
            <source>How long it takes is known after the first take.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isikhathi esithathwayo saziwa ngemva kwe-take yokuqala.</translation>
        </message>
        <message>
            <source>It will be made in smaller batches.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izokwenziwa ngamaqoqo amancane.</translation>
        </message>
        <message>
            <source>Licence</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ilayisense</translation>
        </message>
        <message>
            <source>Made by</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenziwe yi-</translation>
        </message>
        <message>
            <source>Needs %.1f of %.0f GB of graphics memory.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Idinga %.1f ku-%.0f GB yememori ye-GPU.</translation>
        </message>
        <message>
            <source>No graphics card: it runs on the processor, which is slow.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Alikho ikhadi le-GPU: isebenza ephroseseni, futhi iyanensa.</translation>
        </message>
        <message>
            <source>Nobody judged this take: the gate was off.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akekho ohlolile le take: isango belivaliwe.</translation>
        </message>
        <message>
            <source>Not understood</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akuqondakali</translation>
        </message>
        <message>
            <source>Prompt</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amazwi</translation>
        </message>
        <message>
            <source>Revision</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uguqulo</translation>
        </message>
        <message>
            <source>Seed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imbewu</translation>
        </message>
        <message>
            <source>The gate asks for a score of %.2f; it never throws a take away.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isango licela amaphuzu angu-%.2f; alikaze lilahle i-take.</translation>
        </message>
        <message>
            <source>it could not be judged</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ayikwazanga ukuhlolwa</translation>
        </message>
        <message>
            <source>none</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ayikho</translation>
        </message>
        <message>
            <source>seed %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">imbewu %d</translation>
        </message>
    </context>
    <context>
        <name>MakeForm</name>
        <message>
            <source>%s; %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s; %s</translation>
        </message>
        <message>
            <source>Changing “%s”, seed %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kushintshwa “%s”, imbewu %d</translation>
        </message>
        <message>
            <source>Ctrl+Return, or G outside of the text</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ctrl+Return, noma u-G ngaphandle kombhalo</translation>
        </message>
        <message>
            <source>Made by</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenziwe yi-</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza ama-takes amasha kunalokho</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imbewu efanayo, ama-takes afanayo. Uma ivuliwe, ukucindezela ngakunye kuletha amasha.</translation>
        </message>
        <message>
            <source>What do you want to hear?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ufuna ukuzwani?</translation>
        </message>
        <message>
            <source>What shall be different?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yini okufanele ihluke?</translation>
        </message>
        <message>
            <source>Who makes it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngubani oyenzayo</translation>
        </message>
        <message>
            <source>Wishes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izifiso</translation>
        </message>
        <message>
            <source>busier log drum · darker · new chords · replace the second drop</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">busier log drum · darker · new chords · replace the second drop</translation>
        </message>
        <message>
            <source>keep</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">gcina</translation>
        </message>
        <message>
            <source>private school, 112 bpm, F minor, soulful Rhodes, soft log drum</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">private school, 112 bpm, F minor, soulful Rhodes, soft log drum</translation>
        </message>
        <message>
            <source>stems and MIDI, any computer, takes are yours</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">stems, MIDI, noma yimuphi umshini, ngawakho</translation>
        </message>
        <message>
            <source>stems and MIDI, takes are yours</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-stems ne-MIDI, ama-takes ngawakho</translation>
        </message>
        <message>
            <source>takes may NOT be sold</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-takes AWAVUNYELWE ukuthengiswa</translation>
        </message>
        <message>
            <source>takes may be sold</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-takes angathengiswa</translation>
        </message>
    </context>
    <context>
        <name>MakePage</name>
        <message>
            <source>Copy file (%s)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopisha ifayela (%s)</translation>
        </message>
        <message>
            <source>Playback has stopped and was started again.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukudlala kumile, kwaqalwa futhi.</translation>
        </message>
        <message>
            <source>The engine that made this take is not installed any more.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-engine eyenze le take ayisafakiwe.</translation>
        </message>
        <message>
            <source>The file is still being copied. Drag it again in a moment.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifayela lisakopishwa. Lidonse futhi ngemva kwesikhashana.</translation>
        </message>
        <message>
            <source>The take's file is no longer there: %s. Make the take again from its recipe.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifayela le-take alisekho: %s. Yenza i-take futhi ngeresiphi yayo.</translation>
        </message>
        <message>
            <source>“%s” is copied: paste it into a folder or your DAW.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” ikopishiwe: yinamathisele efoldeni noma ku-DAW yakho.</translation>
        </message>
    </context>
    <context>
        <name>MakeScreen</name>
        <message>
            <source>A folder holds takes or songs; pieces of the same name are compared, made equally loud and long, and named so that nothing tells them apart. Neither the title nor the test's folder may name a system.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifolda inama-takes noma izingoma; iziqeshana ezinegama elifanayo ziyaqhathaniswa, zenziwe zilingane ngomsindo nangobude, ziqanjwe ngendlela engavezi lutho. Isihloko nefolda yohlolo akumele kusho igama lohlelo.</translation>
        </message>
        <message>
            <source>A new test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uhlolo olusha</translation>
        </message>
        <message>
            <source>Back</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Emuva</translation>
        </message>
        <message>
            <source>First system</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uhlelo lokuqala</translation>
        </message>
        <message>
            <source>Folder…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifolda…</translation>
        </message>
        <message>
            <source>Listening test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uhlolo lokulalela</translation>
        </message>
        <message>
            <source>Make the test…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza uhlolo…</translation>
        </message>
        <message>
            <source>Making all alike…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuyalinganiswa konke…</translation>
        </message>
        <message>
            <source>Name of a system</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Igama lohlelo</translation>
        </message>
        <message>
            <source>Raters</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Abahloli</translation>
        </message>
        <message>
            <source>Second system</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uhlelo lwesibili</translation>
        </message>
        <message>
            <source>Takes or songs of this system</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-takes noma izingoma zalolu hlelo</translation>
        </message>
        <message>
            <source>Title</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isihloko</translation>
        </message>
        <message>
            <source>Trials each</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imijikelezo ngamunye</translation>
        </message>
        <message>
            <source>Trials for each rater</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imijikelezo yomhloli ngamunye</translation>
        </message>
        <message>
            <source>another</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">elinye</translation>
        </message>
        <message>
            <source>no folder yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ayikho ifolda okwamanje</translation>
        </message>
        <message>
            <source>one name, such as plain</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">igama, isib. plain</translation>
        </message>
    </context>
    <context>
        <name>Making</name>
        <message>
            <source>%s, continued</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s, iqhutshiwe</translation>
        </message>
        <message>
            <source>%s, varied</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s, ihlukisiwe</translation>
        </message>
        <message>
            <source>Take %d: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-take %d: %s</translation>
        </message>
        <message>
            <source>free choice</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ukukhetha okukhululekile</translation>
        </message>
    </context>
    <context>
        <name>MarkerRow</name>
        <message>
            <source>%s over the song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s kuyo yonke ingoma</translation>
        </message>
        <message>
            <source>1 says: %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">1 lisho: %s.</translation>
        </message>
        <message>
            <source>The passages are listed in the table below.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iziqephu zibalwe ethebuleni elingezansi.</translation>
        </message>
    </context>
    <context>
        <name>Material</name>
        <message>
            <source>Add a folder of songs first.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Engeza ifolda yezingoma kuqala.</translation>
        </message>
        <message>
            <source>All folders are imported.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Onke amafolda angenisiwe.</translation>
        </message>
        <message>
            <source>Choose a folder.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha ifolda.</translation>
        </message>
        <message>
            <source>Import songs first: step 1.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngenisa izingoma kuqala: isinyathelo 1.</translation>
        </message>
        <message>
            <source>No song may be trained on yet. Step 2 says of each why not.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ayikho ingoma okungaqeqeshwa ngayo okwamanje. Isinyathelo 2 sisho ngayinye ukuthi kungani.</translation>
        </message>
        <message>
            <source>Say where the permission for “%s” is written down.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yisho lapho imvume ye-“%s” ibhalwe khona.</translation>
        </message>
        <message>
            <source>Say which rights you have in “%s”: nothing without rights is ever trained on.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yisho ukuthi unamaphi amalungelo ku-“%s”: akukaze kuqeqeshwe ngalutho olungenamalungelo.</translation>
        </message>
        <message>
            <source>There is nothing at “%s”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho lutho ku-“%s”.</translation>
        </message>
        <message>
            <source>Wait for what is working.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Linda okusebenzayo.</translation>
        </message>
        <message>
            <source>stated by the user for this song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kushiwo umsebenzisi ngale ngoma</translation>
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
        <name>ModelStep</name>
        <message>
            <source>%(gb)d GB: %(how)s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%(gb)d GB: %(how)s</translation>
        </message>
        <message>
            <source>%s steps</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">izinyathelo ezingu-%s</translation>
        </message>
        <message>
            <source>A folder of multitracks</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifolda yama-multitrack</translation>
        </message>
        <message>
            <source>A folder with a MusicGen</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifolda ene-MusicGen</translation>
        </message>
        <message>
            <source>A folder…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifolda…</translation>
        </message>
        <message>
            <source>Base</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isisekelo</translation>
        </message>
        <message>
            <source>Base model</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imodeli eyisisekelo</translation>
        </message>
        <message>
            <source>Budget in US dollars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isabelomali ngamadola aseMelika</translation>
        </message>
        <message>
            <source>Budget, USD</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isabelomali, USD</translation>
        </message>
        <message>
            <source>How long a step takes here is not known before the first ones; the Running step shows it then.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isikhathi esithathwa isinyathelo lapha asaziwa ngaphambi kwezokuqala; isinyathelo esithi Kuyasebenza sizosikhombisa.</translation>
        </message>
        <message>
            <source>It renders two minutes of our own music and trains a small separator on it: the whole way, quickly.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza imizuzu emibili yomculo wethu iqeqeshe isehlukanisi esincane ngawo: indlela yonke, ngokushesha.</translation>
        </message>
        <message>
            <source>Learns from</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifunda ku-</translation>
        </message>
        <message>
            <source>Listen and judge every</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lalela uhlole njalo ngemva kwe-</translation>
        </message>
        <message>
            <source>LoRA of rank %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-LoRA ye-rank %d</translation>
        </message>
        <message>
            <source>Model and preset</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imodeli ne-preset</translation>
        </message>
        <message>
            <source>Multitracks…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-multitrack…</translation>
        </message>
        <message>
            <source>MusicGen, fine-tuned on your data set</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-MusicGen, elungiswe ngesethi yakho yedatha</translation>
        </message>
        <message>
            <source>Preset</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-preset</translation>
        </message>
        <message>
            <source>Previews at each look</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-preview ekubhekweni ngakunye</translation>
        </message>
        <message>
            <source>Price, USD an hour</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Intengo, USD ngehora</translation>
        </message>
        <message>
            <source>Small demo: no GPU, no songs, minutes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Idemo encane: akukho GPU, akukho ngoma, imizuzu</translation>
        </message>
        <message>
            <source>Start training</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qala ukuqeqesha</translation>
        </message>
        <message>
            <source>Steps</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinyathelo</translation>
        </message>
        <message>
            <source>That is more than the card has (%.0f GB): choose a smaller preset, or a smaller base.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lokho kungaphezu kwalokho ikhadi elinakho (%.0f GB): khetha i-preset encane, noma isisekelo esincane.</translation>
        </message>
        <message>
            <source>The separator, on multitracks</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isehlukanisi, ngama-multitrack</translation>
        </message>
        <message>
            <source>There is no NVIDIA GPU here: the small demo trains on the processor; anything larger takes days.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ayikho i-GPU ye-NVIDIA lapha: idemo encane iqeqesha ephroseseni; okukhulu kunalokho kuthatha izinsuku.</translation>
        </message>
        <message>
            <source>This machine has %(name)s with %(gb).0f GB.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lo mshini une-%(name)s ene-%(gb).0f GB.</translation>
        </message>
        <message>
            <source>Time as measured on this machine in earlier trainings.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isikhathi njengoba silinganiswe kulo mshini oqeqeshweni lwangaphambili.</translation>
        </message>
        <message>
            <source>Time of an A100, from a published run by the number of weights; other cards differ.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isikhathi se-A100, oqeqeshweni olushicilelwe, ngenani lama-weights; amanye amakhadi ayehluka.</translation>
        </message>
        <message>
            <source>US dollars an hour</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amadola aseMelika ngehora</translation>
        </message>
        <message>
            <source>What it takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okudingekayo</translation>
        </message>
        <message>
            <source>What learns from the data set. Time, memory and cost are told before anything begins.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okufunda kusethi yedatha. Isikhathi, imemori nezindleko kushiwo ngaphambi kokuba kuqale noma yini.</translation>
        </message>
        <message>
            <source>about %.1f GB of the card's memory</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">cishe %.1f GB yememori yekhadi</translation>
        </message>
        <message>
            <source>about %.1f days</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">cishe izinsuku ezingu-%.1f</translation>
        </message>
        <message>
            <source>about %.1f hours</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">cishe amahora angu-%.1f</translation>
        </message>
        <message>
            <source>about %.2f USD</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">cishe %.2f USD</translation>
        </message>
        <message>
            <source>about %d minutes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">cishe imizuzu engu-%d</translation>
        </message>
        <message>
            <source>all weights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">wonke ama-weights</translation>
        </message>
        <message>
            <source>nothing chosen</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akukho okukhethiwe</translation>
        </message>
        <message>
            <source>processor: very small</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">iphrosesa: kuncane kakhulu</translation>
        </message>
        <message>
            <source>stop where a look says no-go (35 % of the previews must pass; 100 or more tell)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">misa lapho ukubhekwa kuthi akuqhutshekwa (35 % wama-preview kumele uphumelele; angu-100 noma ngaphezulu ayasho)</translation>
        </message>
        <message>
            <source>time not known yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">isikhathi asikaziwa</translation>
        </message>
    </context>
    <context>
        <name>NoteStore</name>
        <message>
            <source>The song shows what was heard; the file is kept as %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingoma ikhombisa okuzwakele; ifayela ligcinwe njenge-%s.</translation>
        </message>
        <message>
            <source>They are kept in the window and saved as soon as there is room.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kugcinwe efasiteleni, kuzolondolozwa masinya uma sekunendawo.</translation>
        </message>
        <message>
            <source>Your edits could not be saved: %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinguquko zakho azikwazanga ukulondolozwa: %s.</translation>
        </message>
    </context>
    <context>
        <name>NotesPage</name>
        <message>
            <source>%d notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amanothi angu-%d</translation>
        </message>
        <message>
            <source>%s, %d chosen</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s, kukhethwe %d</translation>
        </message>
        <message>
            <source>1 note</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">inothi eli-1</translation>
        </message>
        <message>
            <source>Bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-bars</translation>
        </message>
        <message>
            <source>Change lengths</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shintsha ubude</translation>
        </message>
        <message>
            <source>Change velocities</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shintsha ama-velocity</translation>
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
            <source>Drag the MIDI of this stem into your DAW</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Donsela i-MIDI yale stem ku-DAW yakho</translation>
        </message>
        <message>
            <source>Duplicate notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phinda amanothi</translation>
        </message>
        <message>
            <source>Move notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hambisa amanothi</translation>
        </message>
        <message>
            <source>No notes were heard in this stem</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Awekho amanothi azwakele kule stem</translation>
        </message>
        <message>
            <source>Notes follow once the stems are done</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amanothi alandela uma ama-stems eseqediwe</translation>
        </message>
        <message>
            <source>Notes of %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amanothi e-%s</translation>
        </message>
        <message>
            <source>Quantise</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-quantise</translation>
        </message>
        <message>
            <source>This stem was not transcribed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Le stem ayibhalwanga njengamanothi</translation>
        </message>
        <message>
            <source>Velocities</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-velocity</translation>
        </message>
        <message>
            <source>saved</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kulondoloziwe</translation>
        </message>
        <message>
            <source>saving…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuyalondolozwa…</translation>
        </message>
    </context>
    <context>
        <name>NotesTables</name>
        <message>
            <source>%.2f s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%.2f s</translation>
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
            <source>Chord</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-chord</translation>
        </message>
        <message>
            <source>Chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-chords</translation>
        </message>
        <message>
            <source>From</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kusuka</translation>
        </message>
        <message>
            <source>Function</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umsebenzi we-chord</translation>
        </message>
        <message>
            <source>Length</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ubude</translation>
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
            <source>Numeral</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-numeral</translation>
        </message>
        <message>
            <source>Section</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingxenye</translation>
        </message>
        <message>
            <source>Sections</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingxenye</translation>
        </message>
        <message>
            <source>Sure</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuqiniseka</translation>
        </message>
        <message>
            <source>Tempo here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-tempo lapha</translation>
        </message>
        <message>
            <source>Time</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isikhathi</translation>
        </message>
        <message>
            <source>To</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuya</translation>
        </message>
        <message>
            <source>Velocity</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-velocity</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukungeniswa kwe-“%s”</translation>
        </message>
        <message>
            <source>One-shots of “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-one-shots e-“%s”</translation>
        </message>
        <message>
            <source>Score of “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphuzu e-“%s”</translation>
        </message>
        <message>
            <source>Your file is untouched and your other songs are not affected.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifayela lakho alithintwanga futhi ezinye izingoma zakho azithinteki.</translation>
        </message>
        <message>
            <source>“%s”: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s”: %s</translation>
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
        <name>PanKnob</name>
        <message>
            <source>%s to the left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s kwesokunxele</translation>
        </message>
        <message>
            <source>%s to the right</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s kwesokudla</translation>
        </message>
        <message>
            <source>centre</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">maphakathi</translation>
        </message>
    </context>
    <context>
        <name>PartStrip</name>
        <message>
            <source>Left and Right choose a part, Shift with them moves its end. The table below lists the parts.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">U-Left no-Right bakhetha ucezu, u-Shift kanye nabo uhambisa isiphetho salo. Ithebula elingezansi libala izingcezu.</translation>
        </message>
        <message>
            <source>Parts of the song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingcezu zengoma</translation>
        </message>
        <message>
            <source>part</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ucezu</translation>
        </message>
    </context>
    <context>
        <name>PassagesPanel</name>
        <message>
            <source>Bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-bar</translation>
        </message>
        <message>
            <source>Choose a passage, or drag over a marker to mark one of your own</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha isiqephu, noma udonse phezu kophawu ukuze umake esakho</translation>
        </message>
        <message>
            <source>Contest this passage…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phikisa lesi siqephu…</translation>
        </message>
        <message>
            <source>Passages that speak for and against the marker</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iziqephu ezivumayo neziphikisayo ophawini</translation>
        </message>
        <message>
            <source>Speaks</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iyasho</translation>
        </message>
        <message>
            <source>Strength</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amandla</translation>
        </message>
        <message>
            <source>Time</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isikhathi</translation>
        </message>
        <message>
            <source>What was heard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okuzwakele</translation>
        </message>
        <message>
            <source>a passage of your own</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">isiqephu sakho</translation>
        </message>
    </context>
    <context>
        <name>PendingCard</name>
        <message>
            <source>%s of %s there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s kwengu-%s ikhona</translation>
        </message>
        <message>
            <source>%s, %s left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s, kusele %s</translation>
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
            <source>Hear what is there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa osekukhona</translation>
        </message>
        <message>
            <source>Hear what is there of %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa osekukhona kwe-%s</translation>
        </message>
        <message>
            <source>Take %d: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-take %d: %s</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ithebula lamanothi elingezansi linamanothi afanayo.</translation>
        </message>
    </context>
    <context>
        <name>PianoRollEditor</name>
        <message>
            <source>Arrows move the chosen notes, with Shift they change the length, Alt and arrows choose the next note, Insert draws one, Delete deletes, Q quantises. The table of notes below holds the same notes.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imicibisholo ihambisa amanothi akhethiwe, no-Shift ishintsha ubude, u-Alt nemicibisholo ukhetha inothi elilandelayo, u-Insert udweba inothi, u-Delete uyasusa, u-Q wenza i-quantise. Ithebula lamanothi elingezansi linamanothi afanayo.</translation>
        </message>
        <message>
            <source>Change lengths</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shintsha ubude</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-piano roll, ingahlelwa</translation>
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
        <name>Problems</name>
        <message>
            <source>%d things could not be done. The last: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">izinto ezingu-%d azikwazanga ukwenziwa. Eyokugcina: %s</translation>
        </message>
        <message>
            <source>%s (%d times)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s (izikhathi ezingu-%d)</translation>
        </message>
        <message>
            <source>Retry</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zama futhi</translation>
        </message>
        <message>
            <source>The queue lists each of them.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ulayini ubala ngakunye.</translation>
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
        <name>ProjectDialog</name>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vala</translation>
        </message>
        <message>
            <source>Go back to this state</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Buyela kulesi simo</translation>
        </message>
        <message>
            <source>Going back loses nothing: the present state is kept as well.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukubuyela akulahli lutho: isimo samanje siyagcinwa nakho.</translation>
        </message>
        <message>
            <source>Nothing yet. Open a song, then choose “Add the song to the project”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho lutho okwamanje. Vula ingoma, bese ukhetha “Faka ingoma kuphrojekthi”.</translation>
        </message>
        <message>
            <source>Open</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula</translation>
        </message>
        <message>
            <source>Project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iphrojekthi</translation>
        </message>
        <message>
            <source>Songs and takes of the project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma nama-takes ephrojekthi</translation>
        </message>
        <message>
            <source>States that were kept</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izimo ezigciniwe</translation>
        </message>
        <message>
            <source>States that were kept, newest first</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izimo ezigciniwe, ezintsha kuqala</translation>
        </message>
        <message>
            <source>Take out</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khipha kuphrojekthi</translation>
        </message>
        <message>
            <source>song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ingoma</translation>
        </message>
        <message>
            <source>take</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">i-take</translation>
        </message>
    </context>
    <context>
        <name>ProjectKeeper</name>
        <message>
            <source>Your edits stay in the window, and are written as soon as it can be.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinguquko zakho zihlala efasiteleni, zibhalwe masinya uma kungenzeka.</translation>
        </message>
    </context>
    <context>
        <name>ProjectMenu</name>
        <message>
            <source>%(found)d of %(wanted)d files were found.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amafayela angu-%(found)d kwangu-%(wanted)d atholakele.</translation>
        </message>
        <message>
            <source>%d files of yours were not found.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amafayela akho angu-%d akatholakalanga.</translation>
        </message>
        <message>
            <source>1 file of yours was not found.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifayela lakho eli-1 alitholakalanga.</translation>
        </message>
        <message>
            <source>All files are in the project's folder.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Onke amafayela asefoldeni yephrojekthi.</translation>
        </message>
        <message>
            <source>All files of the project are there, and are what they were.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Wonke amafayela ephrojekthi akhona, futhi anjengoba ayenjalo.</translation>
        </message>
        <message>
            <source>Everything that was missing is found: %d files.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Konke obekulahlekile kutholakele: amafayela angu-%d.</translation>
        </message>
        <message>
            <source>Find missing files: choose a folder to look in</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thola amafayela alahlekile: khetha ifolda okufanele kubhekwe kuyo</translation>
        </message>
        <message>
            <source>It can be copied or sent.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingakopishwa noma ithunyelwe.</translation>
        </message>
        <message>
            <source>Look in another folder, such as a copy of the project.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bheka kwenye ifolda, njengekhophi yephrojekthi.</translation>
        </message>
        <message>
            <source>New project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iphrojekthi entsha</translation>
        </message>
        <message>
            <source>None yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Awakabikho</translation>
        </message>
        <message>
            <source>Open project: choose its folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula iphrojekthi: khetha ifolda yayo</translation>
        </message>
        <message>
            <source>Recent projects</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphrojekthi akamuva</translation>
        </message>
        <message>
            <source>Save project as</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Londoloza iphrojekthi njenge-</translation>
        </message>
    </context>
    <context>
        <name>ProjectWork</name>
        <message>
            <source>Connect its disk, or choose where it is now with “Open project…”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Xhuma idiski yayo, noma khetha lapho ikhona manje nge-“Vula iphrojekthi…”.</translation>
        </message>
        <message>
            <source>Go back to %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Buyela ku-%s</translation>
        </message>
        <message>
            <source>Make one with “New project…” first.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza eyodwa nge-“Iphrojekthi entsha…” kuqala.</translation>
        </message>
        <message>
            <source>New project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iphrojekthi entsha</translation>
        </message>
        <message>
            <source>No project is open.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ayikho iphrojekthi evuliwe.</translation>
        </message>
        <message>
            <source>The project “%s” is not where it was.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iphrojekthi “%s” ayikho lapho ibikhona.</translation>
        </message>
        <message>
            <source>The studio was not closed as usual, so “%s” was not saved. Close this message to keep them.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isitudiyo asivalwanga njengokujwayelekile, ngakho “%s” ayilondolozwanga. Vala lo myalezo ukuze uzigcine.</translation>
        </message>
        <message>
            <source>Your edits are kept in your own folder. Save the project under another name to write it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinguquko zakho zigcinwe efoldeni yakho. Londoloza iphrojekthi ngelinye igama ukuze ibhalwe.</translation>
        </message>
        <message>
            <source>Your edits of %s are back.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinguquko zakho ze-%s zibuyile.</translation>
        </message>
        <message>
            <source>“%(name)s” could not be read; its state of %(time)s is open.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%(name)s” ayikwazanga ukufundwa; kuvulwe isimo sayo se-%(time)s.</translation>
        </message>
        <message>
            <source>“%s” can be read here, but not written.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” ingafundwa lapha, kodwa ayinakubhalwa.</translation>
        </message>
        <message>
            <source>“%s” is in the project.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” isephrojekthini.</translation>
        </message>
    </context>
    <context>
        <name>Publishing</name>
        <message>
            <source>Use small letters, digits, dots and dashes.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebenzisa izinhlamvu ezincane, izinombolo, amachashazi nama-dash.</translation>
        </message>
        <message>
            <source>“%s” cannot be the name of a model.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” alinakuba igama lemodeli.</translation>
        </message>
    </context>
    <context>
        <name>QPlatformTheme</name>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khansela</translation>
        </message>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vala</translation>
        </message>
        <message>
            <source>OK</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kulungile</translation>
        </message>
    </context>
    <context>
        <name>QWidget</name>
        <message>
            <source>in</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ingaphakathi</translation>
        </message>
        <message>
            <source>licensed to me for training</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">nginelayisense yokuqeqesha ngayo</translation>
        </message>
        <message>
            <source>mine</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">eyami</translation>
        </message>
        <message>
            <source>no rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">awekho amalungelo</translation>
        </message>
        <message>
            <source>not stated</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akushiwongo</translation>
        </message>
        <message>
            <source>research only</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ucwaningo kuphela</translation>
        </message>
        <message>
            <source>which rights?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">yimaphi amalungelo?</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">iqhubeka ekuqaleni okulandelayo</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">A/B</translation>
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
            <source>Song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingoma</translation>
        </message>
        <message>
            <source>Split</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Stems</translation>
        </message>
        <message>
            <source>Train</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qeqesha</translation>
        </message>
    </context>
    <context>
        <name>RaterScreen</name>
        <message>
            <source>%d of %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%d kwangu-%d</translation>
        </message>
        <message>
            <source>%d of %d raters are done: end the test…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Abahloli abangu-%d kwabangu-%d baqedile: qeda uhlolo…</translation>
        </message>
        <message>
            <source>%d trials, one piece each: you say what you hear.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imijikelezo engu-%d, isiqeshana esisodwa ngamunye: usho okuzwayo.</translation>
        </message>
        <message>
            <source>%d trials, two versions each: you hear both in step and say which one.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imijikelezo engu-%d, izinguqulo ezimbili ngamunye: uzizwa zombili ngesikhathi esisodwa usho ukuthi iyiphi.</translation>
        </message>
        <message>
            <source>%d trials: you hear several versions in step with a reference and rate each.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imijikelezo engu-%d: uzwa izinguqulo eziningana ngesikhathi esisodwa nereferensi, unikeze ngayinye amaphuzu.</translation>
        </message>
        <message>
            <source>About %d minutes; pause whenever you like. What is what stays hidden until the end.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Cishe imizuzu engu-%d; misa kancane noma nini. Ukuthi yini iyini kuhlala kufihliwe kuze kube sekugcineni.</translation>
        </message>
        <message>
            <source>Another test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Olunye uhlolo</translation>
        </message>
        <message>
            <source>Begin</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qala</translation>
        </message>
        <message>
            <source>DJ</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">DJ</translation>
        </message>
        <message>
            <source>Declared before the first vote</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kushiwo ngaphambi kwevoti lokuqala</translation>
        </message>
        <message>
            <source>Delete everything %s said</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sula konke okushiwo ngu-%s</translation>
        </message>
        <message>
            <source>Delete their answers</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sula izimpendulo zabo</translation>
        </message>
        <message>
            <source>Go on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qhubeka</translation>
        </message>
        <message>
            <source>I am a</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngingu-</translation>
        </message>
        <message>
            <source>I hear by</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngizwa nge-</translation>
        </message>
        <message>
            <source>Language</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ulimi</translation>
        </message>
        <message>
            <source>My answers may be kept under this name, for this test.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izimpendulo zami zingagcinwa ngaleli gama, kulolu hlolo.</translation>
        </message>
        <message>
            <source>Name</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Igama</translation>
        </message>
        <message>
            <source>Only the first is needed. You can delete everything you said here at any time.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kudingeka okokuqala kuphela. Ungasula konke okushilo lapha noma nini.</translation>
        </message>
        <message>
            <source>Open the key and see the results</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula ukhiye ubone imiphumela</translation>
        </message>
        <message>
            <source>Press again: gone for good</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Cindezela futhi: kuyosuleka unomphela</translation>
        </message>
        <message>
            <source>Results</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imiphumela</translation>
        </message>
        <message>
            <source>Scene</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Indawo yomculo</translation>
        </message>
        <message>
            <source>They may also teach models.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zingafundisa namamodeli.</translation>
        </message>
        <message>
            <source>What was declared</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okwashiwo ngaphambili</translation>
        </message>
        <message>
            <source>Who listens</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ubani olalelayo</translation>
        </message>
        <message>
            <source>Years</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iminyaka</translation>
        </message>
        <message>
            <source>Years with amapiano</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iminyaka une-amapiano</translation>
        </message>
        <message>
            <source>a name for you, made up if you like</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">igama lakho, ungaziqambela uma uthanda</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">isiZulu, Sesotho, English …</translation>
        </message>
        <message>
            <source>listener</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">umlaleli</translation>
        </message>
        <message>
            <source>not said</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akushiwongo</translation>
        </message>
        <message>
            <source>other</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">okunye</translation>
        </message>
        <message>
            <source>pretoria, soweto, durban, diaspora …</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">pretoria, soweto, durban, diaspora …</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">iminyaka une-amapiano</translation>
        </message>
    </context>
    <context>
        <name>RatingColumn</name>
        <message>
            <source>key %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">inkinobho %s</translation>
        </message>
        <message>
            <source>not rated</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ayinamaphuzu</translation>
        </message>
        <message>
            <source>playing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">iyadlala</translation>
        </message>
    </context>
    <context>
        <name>ResultStep</name>
        <message>
            <source>%d previews with the same wishes and seeds, of both. The test opens on the A/B page.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-preview angu-%d anezifiso nembewu efanayo, azo zombili. Uhlolo luvula ekhasini le-A/B.</translation>
        </message>
        <message>
            <source>A separator's weights have no card: they lie in %s. Only fine-tuned MusicGens are published.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-weights esehlukanisi awanakhadi: aku-%s. Kushicilelwa ama-MusicGen alungisiwe kuphela.</translation>
        </message>
        <message>
            <source>Blind A/B against the base</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-A/B efihliwe ngokumelene nesisekelo</translation>
        </message>
        <message>
            <source>Card</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ikhadi</translation>
        </message>
        <message>
            <source>Hear the tuned model against its base without knowing which is which; then give it a name.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa imodeli elungisiwe nesisekelo sayo ungazi ukuthi iyiphi iyiphi; bese uyinika igama.</translation>
        </message>
        <message>
            <source>Listeners</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Abalaleli</translation>
        </message>
        <message>
            <source>Make lists it; so does: aurax generate … --backend musicgen --model %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ikhasi elithi Yenza liyibala; nalokhu: aurax generate … --backend musicgen --model %s</translation>
        </message>
        <message>
            <source>Make the blind test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza uhlolo olufihliwe</translation>
        </message>
        <message>
            <source>Name of the model</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Igama lemodeli</translation>
        </message>
        <message>
            <source>Nothing was trained yet: step 4.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho okuqeqeshiwe okwamanje: isinyathelo 4.</translation>
        </message>
        <message>
            <source>Publish here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shicilela lapha</translation>
        </message>
        <message>
            <source>Publish the model with its card</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shicilela imodeli nekhadi layo</translation>
        </message>
        <message>
            <source>Result</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umphumela</translation>
        </message>
        <message>
            <source>The model and its card are written when a fine-tuning has done all its steps.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imodeli nekhadi layo kubhalwa uma ukulungisa sekwenze zonke izinyathelo zako.</translation>
        </message>
        <message>
            <source>The model's card</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ikhadi lemodeli</translation>
        </message>
        <message>
            <source>The name is how the model is asked for. Its licence is that of its base, whatever the data allow.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Igama yilo okucelwa ngalo imodeli. Ilayisense yayo yileyo yesisekelo sayo, noma ngabe idatha ivumelani.</translation>
        </message>
        <message>
            <source>The training still runs. Its previews can be compared when it is paused or done.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uqeqesho lusaqhubeka. Ama-preview alo angaqhathaniswa uma lumisiwe noma seluphelile.</translation>
        </message>
        <message>
            <source>There are no previews of the base and the tuned model yet: they are made at every look.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Awakabikho ama-preview esisekelo nemodeli elungisiwe: enziwa ekubhekweni ngakunye.</translation>
        </message>
        <message>
            <source>Trials</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imijikelezo</translation>
        </message>
        <message>
            <source>“%s” is a model of this machine now.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” isiyimodeli yalo mshini manje.</translation>
        </message>
    </context>
    <context>
        <name>ResultsScreen</name>
        <message>
            <source>%d of %d answered trials count, by %d of %d raters; repeats and catch trials never do.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kubalwa imijikelezo ephenduliwe engu-%d kwengu-%d, ngabahloli abangu-%d kwabangu-%d; okuphindiwe neyokubamba akubalwa.</translation>
        </message>
        <message>
            <source>Another test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Olunye uhlolo</translation>
        </message>
        <message>
            <source>Open the report</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula umbiko</translation>
        </message>
        <message>
            <source>Results</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imiphumela</translation>
        </message>
        <message>
            <source>Show its folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bonisa ifolda yalo</translation>
        </message>
        <message>
            <source>What may be said</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okungashiwo</translation>
        </message>
    </context>
    <context>
        <name>RightsDialog</name>
        <message>
            <source>Models may learn from it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amamodeli angafunda kuyo</translation>
        </message>
        <message>
            <source>Rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amalungelo</translation>
        </message>
        <message>
            <source>Rights of %d songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amalungelo ezingoma ezingu-%d</translation>
        </message>
        <message>
            <source>State</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yisho</translation>
        </message>
        <message>
            <source>Where the permission is written down</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lapho imvume ibhalwe khona</translation>
        </message>
        <message>
            <source>Where the permission is written down, such as a contract or a link</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lapho imvume ibhalwe khona, njengenkontileka noma ilinki</translation>
        </message>
        <message>
            <source>Whose music is this? It stays with the songs and with everything that is made of them.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umculo kabani lona? Kuhlala nezingoma nakho konke okwenziwa ngazo.</translation>
        </message>
    </context>
    <context>
        <name>RollKeys</name>
        <message>
            <source>Keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-keys</translation>
        </message>
        <message>
            <source>Names of the rows. The table of notes below names every note.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amagama emigqa. Ithebula lamanothi elingezansi liqamba inothi ngalinye.</translation>
        </message>
    </context>
    <context>
        <name>RollTools</name>
        <message>
            <source>Grid</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-grid</translation>
        </message>
        <message>
            <source>Hear</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa</translation>
        </message>
        <message>
            <source>Hear each note that you draw or take</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa inothi ngalinye olidwebayo noma olithathayo</translation>
        </message>
        <message>
            <source>Hear the chosen notes, or what is on screen (Enter)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa amanothi akhethiwe, noma okusesikrinini (Enter)</translation>
        </message>
        <message>
            <source>Put the chosen notes, or all, on the grid (Q)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Beka amanothi akhethiwe, noma wonke, ku-grid (Q)</translation>
        </message>
        <message>
            <source>Quantise</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-quantise</translation>
        </message>
        <message>
            <source>Quantise strength</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amandla e-quantise</translation>
        </message>
        <message>
            <source>Redo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phinda</translation>
        </message>
        <message>
            <source>Redo (Ctrl+Shift+Z)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phinda (Ctrl+Shift+Z)</translation>
        </message>
        <message>
            <source>Sound</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umsindo</translation>
        </message>
        <message>
            <source>Strength</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amandla</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlehlisa (Ctrl+Z)</translation>
        </message>
    </context>
    <context>
        <name>RunStep</name>
        <message>
            <source>%.2f USD</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%.2f USD</translation>
        </message>
        <message>
            <source>%s left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kusele %s</translation>
        </message>
        <message>
            <source>A decision has stopped this training. Why shall it go on?
The reason stays in its files:</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isinqumo simise lolu qeqesho. Kungani kufanele luqhubeke?
Isizathu sihlala emafayeleni alo:</translation>
        </message>
        <message>
            <source>All curves in a browser of this machine, served to this machine alone</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Wonke ama-curve esipheqululini salo mshini, anikezwa lo mshini kuphela</translation>
        </message>
        <message>
            <source>Another…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Olunye…</translation>
        </message>
        <message>
            <source>Choose what is trained and start it: step 4.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha okuqeqeshwayo bese ukuqala: isinyathelo 4.</translation>
        </message>
        <message>
            <source>Decisions with their grounds</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinqumo nezizathu zazo</translation>
        </message>
        <message>
            <source>End the training at once, without a checkpoint?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qeda uqeqesho khona manje, ngaphandle kwe-checkpoint?</translation>
        </message>
        <message>
            <source>Failed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuhlulekile</translation>
        </message>
        <message>
            <source>Finished</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuphelile</translation>
        </message>
        <message>
            <source>GPU at %d %%</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-GPU iku-%d %%</translation>
        </message>
        <message>
            <source>Go on in spite of a no-go</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qhubeka nakuba kuthiwa cha</translation>
        </message>
        <message>
            <source>Go or no-go</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qhubeka noma cha</translation>
        </message>
        <message>
            <source>It goes on when the window is closed, and is found again here. A pause keeps every step.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Luyaqhubeka uma ifasitela livaliwe, futhi lutholakala lapha futhi. Ukumisa kancane kugcina zonke izinyathelo.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-learning rate</translation>
        </message>
        <message>
            <source>Let it run</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yiyeke iqhubeke</translation>
        </message>
        <message>
            <source>Log</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-log</translation>
        </message>
        <message>
            <source>Look</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukubhekwa</translation>
        </message>
        <message>
            <source>Loss</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-loss</translation>
        </message>
        <message>
            <source>Mean score of previews</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isilinganiso samaphuzu ama-preview</translation>
        </message>
        <message>
            <source>No look yet. At each one previews are made, heard and judged.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukabhekwa. Ekubhekweni ngakunye kwenziwa ama-preview, azwakale, ahlolwe.</translation>
        </message>
        <message>
            <source>Nothing is written for it yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho okubhalwe ngakho okwamanje</translation>
        </message>
        <message>
            <source>Nothing yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho lutho okwamanje</translation>
        </message>
        <message>
            <source>Passes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iyaphumelela</translation>
        </message>
        <message>
            <source>Pause</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Misa kancane</translation>
        </message>
        <message>
            <source>Paused</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imisiwe</translation>
        </message>
        <message>
            <source>Pausing…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iyama kancane…</translation>
        </message>
        <message>
            <source>Play</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dlala</translation>
        </message>
        <message>
            <source>Preview</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-preview</translation>
        </message>
        <message>
            <source>Previews</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-preview</translation>
        </message>
        <message>
            <source>Previews, decisions, log</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-preview, izinqumo, i-log</translation>
        </message>
        <message>
            <source>Previews; Enter plays one</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-preview; u-Enter udlala eyodwa</translation>
        </message>
        <message>
            <source>Result</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umphumela</translation>
        </message>
        <message>
            <source>Resume</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qhubeka</translation>
        </message>
        <message>
            <source>Running</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuyasebenza</translation>
        </message>
        <message>
            <source>Score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphuzu</translation>
        </message>
        <message>
            <source>Stop now</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Misa manje</translation>
        </message>
        <message>
            <source>Stop now…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Misa manje…</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kumile</translation>
        </message>
        <message>
            <source>Stopped by a no-go</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kumiswe isinqumo</translation>
        </message>
        <message>
            <source>Stopped: it was idle</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kumile: bekungasebenzi lutho</translation>
        </message>
        <message>
            <source>TensorBoard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">TensorBoard</translation>
        </message>
        <message>
            <source>The folder of a training</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifolda yoqeqesho</translation>
        </message>
        <message>
            <source>The training</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uqeqesho</translation>
        </message>
        <message>
            <source>This preview's file is not there any more.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifayela lale preview alisekho.</translation>
        </message>
        <message>
            <source>What came after the newest checkpoint is done again when it is resumed. Pause loses nothing.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okufike ngemva kwe-checkpoint entsha kwenziwa futhi uma luqhutshwa. Ukumisa kancane akulahli lutho.</translation>
        </message>
        <message>
            <source>What the trainer says</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okushiwo umqeqeshi</translation>
        </message>
        <message>
            <source>Which training is shown</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uqeqesho olukhonjiswayo</translation>
        </message>
        <message>
            <source>cannot tell</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akunakushiwo</translation>
        </message>
        <message>
            <source>frozen base</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">isisekelo esingashintshi</translation>
        </message>
        <message>
            <source>held out</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">okugciniwe</translation>
        </message>
        <message>
            <source>no</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">cha</translation>
        </message>
        <message>
            <source>rate</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">i-rate</translation>
        </message>
        <message>
            <source>score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amaphuzu</translation>
        </message>
        <message>
            <source>step %(step)s of %(steps)s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">isinyathelo %(step)s kwezingu-%(steps)s</translation>
        </message>
        <message>
            <source>training</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">uqeqesho</translation>
        </message>
        <message>
            <source>yes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">yebo</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ikhasi lamaNothi libala izingxenye njengethebula.</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Skrola engomeni</translation>
        </message>
    </context>
    <context>
        <name>SongsStep</name>
        <message>
            <source>A folder of songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifolda yezingoma</translation>
        </message>
        <message>
            <source>A hundred songs of your own are a beginning; the files stay where they are.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma zakho eziyikhulu ziyisiqalo; amafayela ahlala lapho ekhona.</translation>
        </message>
        <message>
            <source>A song may have other rights than its folder: choose it, then say which.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingoma ingaba namanye amalungelo kunefolda yayo: yikhethe, bese usho ukuthi yimaphi.</translation>
        </message>
        <message>
            <source>Add a folder…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Engeza ifolda…</translation>
        </message>
        <message>
            <source>Add folders of songs and say for each which rights you have. Nothing without rights is trained on; what is said is kept with your name and the date. Nothing leaves this machine.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Engeza amafolda ezingoma usho ngayinye ukuthi unamaphi amalungelo. Akuqeqeshwa ngalutho olungenamalungelo; okushiwoyo kugcinwa negama lakho nosuku. Akukho okuphuma kulo mshini.</translation>
        </message>
        <message>
            <source>Artist</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umculi</translation>
        </message>
        <message>
            <source>Checklist, song by song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uhlu lokuhlola, ingoma ngengoma</translation>
        </message>
        <message>
            <source>Drop a folder of songs here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Donsela ifolda yezingoma lapha</translation>
        </message>
        <message>
            <source>Folders and their rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amafolda namalungelo awo</translation>
        </message>
        <message>
            <source>Import and analyse</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngenisa uhlaziye</translation>
        </message>
        <message>
            <source>In or why not</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingaphakathi noma kungani cha</translation>
        </message>
        <message>
            <source>Rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amalungelo</translation>
        </message>
        <message>
            <source>Rights of every song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amalungelo engoma ngayinye</translation>
        </message>
        <message>
            <source>Rights of the chosen song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amalungelo engoma ekhethiwe</translation>
        </message>
        <message>
            <source>Songs and rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma namalungelo</translation>
        </message>
        <message>
            <source>State for this song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yisho ngale ngoma</translation>
        </message>
        <message>
            <source>Title</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isihloko</translation>
        </message>
        <message>
            <source>WAV, FLAC, MP3 and others, also in folders inside it. You say which rights you have in them.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">WAV, FLAC, MP3 namanye, nasemafoldeni angaphakathi kwayo. Usho ukuthi unamaphi amalungelo kuwo.</translation>
        </message>
    </context>
    <context>
        <name>SplitForm</name>
        <message>
            <source>%s of music: about %s on this machine</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s yomculo: cishe %s kulo mshini</translation>
        </message>
        <message>
            <source>%s of music: about %s, a guess until the first song is done</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s yomculo: cishe %s, ukuqagela kuze kuphele ingoma yokuqala</translation>
        </message>
        <message>
            <source>4 stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-stems 4</translation>
        </message>
        <message>
            <source>5 stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-stems 5</translation>
        </message>
        <message>
            <source>Change the folder for exports</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shintsha ifolda yokukhiphela</translation>
        </message>
        <message>
            <source>Change…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shintsha…</translation>
        </message>
        <message>
            <source>Choose what to write, and have a song that is done.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha okufanele kubhalwe, ube nengoma eseqediwe.</translation>
        </message>
        <message>
            <source>Export %d songs now</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khipha izingoma ezingu-%d manje</translation>
        </message>
        <message>
            <source>Export 1 song now</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khipha ingoma engu-1 manje</translation>
        </message>
        <message>
            <source>Export now</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khipha manje</translation>
        </message>
        <message>
            <source>Exports go to %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okukhishwayo kuya ku-%s</translation>
        </message>
        <message>
            <source>Format of a stem pack</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifomethi ye-stem pack</translation>
        </message>
        <message>
            <source>How good</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ikhwalithi</translation>
        </message>
        <message>
            <source>Looking at the files…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kubhekwa amafayela…</translation>
        </message>
        <message>
            <source>Nothing is ready to start.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho okulungele ukuqala.</translation>
        </message>
        <message>
            <source>Of these, exports write:</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kulokhu, ukukhipha kubhala:</translation>
        </message>
        <message>
            <source>Split</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlukanisa</translation>
        </message>
        <message>
            <source>Split %d songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlukanisa izingoma ezingu-%d</translation>
        </message>
        <message>
            <source>Split 1 song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlukanisa ingoma engu-1</translation>
        </message>
        <message>
            <source>Stem pack as</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-stem pack njenge-</translation>
        </message>
        <message>
            <source>What you get</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okutholayo</translation>
        </message>
        <message>
            <source>When a song is done, write</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uma ingoma iseqediwe, bhala</translation>
        </message>
        <message>
            <source>no folder chosen</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ayikho ifolda ekhethiwe</translation>
        </message>
    </context>
    <context>
        <name>SplitModel</name>
        <message>
            <source>%s left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kusele %s</translation>
        </message>
        <message>
            <source>Length</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ubude</translation>
        </message>
        <message>
            <source>Progress</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Inqubekela phambili</translation>
        </message>
        <message>
            <source>Residual</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okusele</translation>
        </message>
        <message>
            <source>Song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingoma</translation>
        </message>
        <message>
            <source>The stems add up to the song, but for this much. Made by %s in %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-stems ahlangene enza ingoma, ngaphandle kwalokhu kuphela. Enziwe yi-%s ku-%s.</translation>
        </message>
        <message>
            <source>What happens</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okwenzekayo</translation>
        </message>
        <message>
            <source>about %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">cishe %s</translation>
        </message>
    </context>
    <context>
        <name>SplitPage</name>
        <message>
            <source>Add a folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Engeza ifolda</translation>
        </message>
        <message>
            <source>Add a folder…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Engeza ifolda…</translation>
        </message>
        <message>
            <source>Add songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Engeza izingoma</translation>
        </message>
        <message>
            <source>Add songs…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Engeza izingoma…</translation>
        </message>
        <message>
            <source>All files</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Wonke amafayela</translation>
        </message>
        <message>
            <source>Cancel, retry, show or remove</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khansela, zama futhi, bonisa noma susa</translation>
        </message>
        <message>
            <source>Clear what is done</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sula osekuphelile</translation>
        </message>
        <message>
            <source>Drop songs or a folder here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Donsela izingoma noma ifolda lapha</translation>
        </message>
        <message>
            <source>Each becomes stems with beat, key, chords and notes.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngayinye iba ama-stems ane-beat, ukhiye, ama-chords namanothi.</translation>
        </message>
        <message>
            <source>Every moment is heard twice: slower, smoother.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umzuzwana ngamunye uzwakala kabili: kuyanensa, kushelela.</translation>
        </message>
        <message>
            <source>Exports go to</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okukhishwayo kuya ku-</translation>
        </message>
        <message>
            <source>Model: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imodeli: %s</translation>
        </message>
        <message>
            <source>See how long it takes before you start, or try 20 seconds first.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bona ukuthi kuthatha isikhathi esingakanani ngaphambi kokuqala, noma zama imizuzwana engu-20 kuqala.</translation>
        </message>
        <message>
            <source>Songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma</translation>
        </message>
        <message>
            <source>Songs to split</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma zokuhlukaniswa</translation>
        </message>
        <message>
            <source>Splits the loudest 20 seconds of the chosen song, to hear the preset first.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ihlukanisa imizuzwana engu-20 enomsindo kakhulu yengoma ekhethiwe, ukuze uzwe i-preset kuqala.</translation>
        </message>
        <message>
            <source>The least overlap between pieces: quick, for sketches.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukweqana okuncane kakhulu phakathi kweziqeshana: kuyashesha, okwezinhlaka.</translation>
        </message>
        <message>
            <source>Try 20 s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zama 20 s</translation>
        </message>
        <message>
            <source>What the studio always uses.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okusetshenziswa yisitudiyo njalo.</translation>
        </message>
    </context>
    <context>
        <name>Splitting</name>
        <message>
            <source>%.1f dB</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%.1f dB</translation>
        </message>
        <message>
            <source>20 s of “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">20 s ye-“%s”</translation>
        </message>
        <message>
            <source>Beat grid, key and cues for a DJ's collection</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-beat grid, ukhiye nama-cue eqoqo le-DJ</translation>
        </message>
        <message>
            <source>Best</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ephezulu</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khansela</translation>
        </message>
        <message>
            <source>DAWproject</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">DAWproject</translation>
        </message>
        <message>
            <source>Fast</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shesha</translation>
        </message>
        <message>
            <source>Loops</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-loop</translation>
        </message>
        <message>
            <source>MIDI</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">MIDI</translation>
        </message>
        <message>
            <source>Notes of every stem with tempo, chords and sections</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amanothi e-stem ngayinye ne-tempo, ama-chords nezingxenye</translation>
        </message>
        <message>
            <source>One file a stem, named by tempo and key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifayela elilodwa nge-stem, liqanjwe nge-tempo nokhiye</translation>
        </message>
        <message>
            <source>One-shots</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-one-shots</translation>
        </message>
        <message>
            <source>Remove</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Susa</translation>
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
            <source>Standard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Evamile</translation>
        </message>
        <message>
            <source>Stem pack</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-stem pack</translation>
        </message>
        <message>
            <source>Stems, notes, tempo and sections for Bitwig, Studio One, Cubase</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-stems, amanothi, i-tempo nezingxenye ze-Bitwig, Studio One, Cubase</translation>
        </message>
        <message>
            <source>The log drum's sounds for a sampler, with its notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imisindo ye-log drum ye-sampler, namanothi ayo</translation>
        </message>
        <message>
            <source>Whole bars of every section that repeat without a click</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-bars aphelele engxenye ngayinye aphindayo ngaphandle kokuqhoba</translation>
        </message>
        <message>
            <source>being read</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">iyafundwa</translation>
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
            <source>done, written: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuphelile, kubhaliwe: %s</translation>
        </message>
        <message>
            <source>exact (%d dB)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ncamashi (%d dB)</translation>
        </message>
        <message>
            <source>failed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuhlulekile</translation>
        </message>
        <message>
            <source>goes on where it was</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">iqhubeka lapho ibikhona</translation>
        </message>
        <message>
            <source>ready to start</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ilungele ukuqala</translation>
        </message>
        <message>
            <source>rekordbox</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">rekordbox</translation>
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
        <name>Start</name>
        <message>
            <source>AURA-X Studio is open already, with this library.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-AURA-X Studio isivele ivuliwe, inalo mtapo.</translation>
        </message>
        <message>
            <source>Panels, filters, watched folders and waiting work are left alone this time. Your songs and settings are as they were; close the studio and open it again to go on as usual.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphaneli, izihlungi, amafolda abhekwayo nomsebenzi olindile kuyekiwe kulokhu. Izingoma nezilungiselelo zakho zinjengoba bezinjalo; vala isitudiyo usivule futhi ukuze uqhubeke njengokujwayelekile.</translation>
        </message>
        <message>
            <source>Show its window</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bonisa ifasitela layo</translation>
        </message>
        <message>
            <source>The last two starts failed, so this is a safe one.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuqala kwamuva okubili kwehlulekile, ngakho lokhu ukuqala okuphephile.</translation>
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
            <source>When your newest edits were written to disk. It happens by itself.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lapho izinguquko zakho zakamuva zabhalwa kudiski. Kuyazenzakalela.</translation>
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
        <message>
            <source>saved %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kulondolozwe %s</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Uthola: </translation>
        </message>
        <message>
            <source>keys, pads, everything else</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ama-keys, ama-pads, konke okunye</translation>
        </message>
        <message>
            <source>kick, shakers, hats</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kick, shakers, hats</translation>
        </message>
        <message>
            <source>lead, ad-libs, chants</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">lead, ama-ad-libs, ama-chants</translation>
        </message>
        <message>
            <source>sub and bass line</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">i-sub nomugqa we-bass</translation>
        </message>
        <message>
            <source>with its hits as MIDI</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">nezigi zayo njenge-MIDI</translation>
        </message>
    </context>
    <context>
        <name>StemLane</name>
        <message>
            <source>%s lane</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">umugqa we-%s</translation>
        </message>
        <message>
            <source>Drag the MIDI of %s into your DAW</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Donsela i-MIDI ye-%s ku-DAW yakho</translation>
        </message>
        <message>
            <source>Drag the sound of %s into your DAW</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Donsela umsindo we-%s ku-DAW yakho</translation>
        </message>
        <message>
            <source>Gain of %s (+ and −, 0 resets)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-gain ye-%s (+ no-−, u-0 uyabuyisela)</translation>
        </message>
        <message>
            <source>Gain of %s in dB</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-gain ye-%s nge-dB</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho kwalokhu okuzwakele engomeni</translation>
        </message>
        <message>
            <source>Pan of %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-pan ye-%s</translation>
        </message>
        <message>
            <source>Pan of %s: %s (drag; a double click centres)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-pan ye-%s: %s (hudula; ukuchofoza kabili kubuyisela maphakathi)</translation>
        </message>
        <message>
            <source>Separated up to %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwehlukaniswe kuze kube ngu-%s</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">i-gain %s dB</translation>
        </message>
        <message>
            <source>muted</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ithulisiwe</translation>
        </message>
        <message>
            <source>solo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">solo</translation>
        </message>
    </context>
    <context>
        <name>StepList</name>
        <message>
            <source>Train</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qeqesha</translation>
        </message>
    </context>
    <context>
        <name>StylePanel</name>
        <message>
            <source>How clear</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukucaca</translation>
        </message>
        <message>
            <source>How clearly each style is heard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isitayela ngasinye sizwakala ngokucace kangakanani</translation>
        </message>
        <message>
            <source>Style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isitayela</translation>
        </message>
        <message>
            <source>abstains: no style is clear enough to be named</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuyayekwa: asikho isitayela esicace ngokwanele ukuba siqanjwe</translation>
        </message>
        <message>
            <source>against the panel %s: cannot tell, %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ngokumelene nephaneli %s: akunakushiwo, %s</translation>
        </message>
        <message>
            <source>against the panel %s: farther from the others than %s of its %s songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ngokumelene nephaneli %s: kude nezinye kune-%s yezingoma zayo ezingu-%s</translation>
        </message>
        <message>
            <source>amapiano family %.2f</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">umndeni we-amapiano %.2f</translation>
        </message>
        <message>
            <source>cannot tell: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akunakushiwo: %s</translation>
        </message>
        <message>
            <source>no reason was kept</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">asikho isizathu esigciniwe</translation>
        </message>
    </context>
    <context>
        <name>TableStep</name>
        <message>
            <source>%(chosen)d of %(all)d recordings, %(hours).1f hours</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">okurekhodiwe okungu-%(chosen)d kokungu-%(all)d, amahora angu-%(hours).1f</translation>
        </message>
        <message>
            <source>Analysis</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuhlaziya</translation>
        </message>
        <message>
            <source>Artist</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umculi</translation>
        </message>
        <message>
            <source>BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">BPM</translation>
        </message>
        <message>
            <source>Era</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Inkathi</translation>
        </message>
        <message>
            <source>Import songs first: step 1.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngenisa izingoma kuqala: isinyathelo 1.</translation>
        </message>
        <message>
            <source>In or why not</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kungani</translation>
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
            <source>Look again</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bheka futhi</translation>
        </message>
        <message>
            <source>Make a data set</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza isethi yedatha</translation>
        </message>
        <message>
            <source>Quality</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izinga</translation>
        </message>
        <message>
            <source>Region</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isifunda</translation>
        </message>
        <message>
            <source>Songs with their analysis</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma nokuhlaziywa kwazo</translation>
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
        <message>
            <source>What the collection would teach</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okungafundiswa yiqoqo</translation>
        </message>
        <message>
            <source>What was heard in every song, which are good enough, and what this collection would teach.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okuzwakele engomeni ngayinye, ukuthi yiziphi ezilungile, nokuthi leli qoqo lingafundisani.</translation>
        </message>
        <message>
            <source>Which songs are shown</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma ezikhonjiswayo</translation>
        </message>
        <message>
            <source>all files</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">wonke amafayela</translation>
        </message>
        <message>
            <source>copies</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amakhophi</translation>
        </message>
        <message>
            <source>those that are in</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ezingaphakathi</translation>
        </message>
        <message>
            <source>those that are left out</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ezishiywe ngaphandle</translation>
        </message>
    </context>
    <context>
        <name>TakeCard</name>
        <message>
            <source>%s passed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s iphumelele</translation>
        </message>
        <message>
            <source>%s rejected: why?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s yenqatshiwe: kungani?</translation>
        </message>
        <message>
            <source>A part</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ucezu</translation>
        </message>
        <message>
            <source>A section</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ingxenye</translation>
        </message>
        <message>
            <source>Bass</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-bass</translation>
        </message>
        <message>
            <source>Change…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shintsha…</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isakhiwo</translation>
        </message>
        <message>
            <source>Hear this take</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zwa le take</translation>
        </message>
        <message>
            <source>Keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-keys</translation>
        </message>
        <message>
            <source>Log drum</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-log drum</translation>
        </message>
        <message>
            <source>Melody</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-melody</translation>
        </message>
        <message>
            <source>Mix</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-mix</translation>
        </message>
        <message>
            <source>Not judged</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ayihlolwanga</translation>
        </message>
        <message>
            <source>Open in Split</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Vula ku-Stems</translation>
        </message>
        <message>
            <source>Press %d to hear this take at the same place</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Cindezela u-%d ukuze uzwe le take endaweni efanayo</translation>
        </message>
        <message>
            <source>Recipe</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iresiphi</translation>
        </message>
        <message>
            <source>Replace…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Buyisela ngokunye…</translation>
        </message>
        <message>
            <source>Score %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amaphuzu %s</translation>
        </message>
        <message>
            <source>Sounds</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imisindo</translation>
        </message>
        <message>
            <source>Star (*)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Inkanyezi (*)</translation>
        </message>
        <message>
            <source>There is no plan behind this take, so no part can be drawn anew.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Alukho uhlelo olungemva kwale take, ngakho alukho ucezu olungadwetshwa kabusha.</translation>
        </message>
        <message>
            <source>Variation</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Okuhlukile</translation>
        </message>
        <message>
            <source>Voices</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amazwi</translation>
        </message>
        <message>
            <source>free choice</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ukukhetha okukhululekile</translation>
        </message>
    </context>
    <context>
        <name>TakeWave</name>
        <message>
            <source>Waveform of the take; click to hear it from there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-waveform ye-take; chofoza ukuze uyizwe kusukela lapho</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yisho njengoba ubungasho kumngane esitudiyo: isitayela, i-tempo, ukhiye, izinsimbi, umuzwa, ubude. Ubona ngaso leso sikhathi okuqondiwe. Ama-takes afika ngamanye, enama-stems ne-MIDI, futhi ahlala lapha.</translation>
        </message>
        <message>
            <source>Space</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Space</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Zama eyodwa</translation>
        </message>
        <message>
            <source>hear at the same place</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">zwa endaweni efanayo</translation>
        </message>
        <message>
            <source>hear them at the same place</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">wazwe endaweni efanayo</translation>
        </message>
        <message>
            <source>makes takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">yenza ama-takes</translation>
        </message>
        <message>
            <source>play, pause</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dlala, misa kancane</translation>
        </message>
        <message>
            <source>star</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">inkanyezi</translation>
        </message>
    </context>
    <context>
        <name>TaskLine</name>
        <message>
            <source>%s left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kusele %s</translation>
        </message>
        <message>
            <source>Pause</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Misa kancane</translation>
        </message>
        <message>
            <source>Pausing…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Iyama kancane…</translation>
        </message>
    </context>
    <context>
        <name>TensorBoard</name>
        <message>
            <source>TensorBoard did not start</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-TensorBoard ayiqalanga</translation>
        </message>
    </context>
    <context>
        <name>TotalScale</name>
        <message>
            <source>90 percent interval %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">umkhawulo wamaphesenti angu-90 %s</translation>
        </message>
        <message>
            <source>Total: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isamba: %s</translation>
        </message>
        <message>
            <source>alarm %.2f</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">isexwayiso %.2f</translation>
        </message>
        <message>
            <source>gate %.2f</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">isango %.2f</translation>
        </message>
    </context>
    <context>
        <name>TracksModel</name>
        <message>
            <source>%s, file not found</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s, ifayela alitholakali</translation>
        </message>
        <message>
            <source>Added</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ifakiwe</translation>
        </message>
        <message>
            <source>Artist</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umculi</translation>
        </message>
        <message>
            <source>BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">BPM</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akusatholakali: %s</translation>
        </message>
        <message>
            <source>Rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amalungelo</translation>
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
        <name>TrainCurve</name>
        <message>
            <source>nothing measured yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akukho okulinganisiwe okwamanje</translation>
        </message>
    </context>
    <context>
        <name>TrainPage</name>
        <message>
            <source>%(in)d of %(all)d songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">izingoma ezingu-%(in)d kwezingu-%(all)d</translation>
        </message>
        <message>
            <source>%d folders</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amafolda angu-%d</translation>
        </message>
        <message>
            <source>1 folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ifolda engu-1</translation>
        </message>
        <message>
            <source>Analysis</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ukuhlaziya</translation>
        </message>
        <message>
            <source>Data set</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isethi yedatha</translation>
        </message>
        <message>
            <source>Importing “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kungeniswa “%s”</translation>
        </message>
        <message>
            <source>Making the data set “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwenziwa isethi yedatha “%s”</translation>
        </message>
        <message>
            <source>Model and preset</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Imodeli ne-preset</translation>
        </message>
        <message>
            <source>MusicGen</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">MusicGen</translation>
        </message>
        <message>
            <source>Rendering “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwenziwa umsindo we-“%s”</translation>
        </message>
        <message>
            <source>Result</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umphumela</translation>
        </message>
        <message>
            <source>Running</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuyasebenza</translation>
        </message>
        <message>
            <source>Songs and rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma</translation>
        </message>
        <message>
            <source>Training “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuqeqeshwa “%s”</translation>
        </message>
        <message>
            <source>ready to be heard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ilungele ukuzwakala</translation>
        </message>
        <message>
            <source>separator</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">isehlukanisi</translation>
        </message>
        <message>
            <source>small demo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">idemo encane</translation>
        </message>
    </context>
    <context>
        <name>Training</name>
        <message>
            <source>Choose a folder of multitracks, or have one rendered with “aurax train corpus make”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha ifolda yama-multitrack, noma wenze eyodwa nge-“aurax train corpus make”.</translation>
        </message>
        <message>
            <source>Choose a folder with a run.json.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Khetha ifolda ene-run.json.</translation>
        </message>
        <message>
            <source>Make a data set first: step 3.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yenza isethi yedatha kuqala: isinyathelo 3.</translation>
        </message>
        <message>
            <source>No MusicGen is installed. Get one with “aurax models download musicgen-small”, or choose a folder.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ayikho i-MusicGen efakiwe. Thola eyodwa nge-“aurax models download musicgen-small”, noma khetha ifolda.</translation>
        </message>
        <message>
            <source>Nothing before the last checkpoint is lost: Resume goes on from there.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho okungaphambi kwe-checkpoint yokugcina okulahlekile: Qhubeka uqala lapho.</translation>
        </message>
        <message>
            <source>Nothing is half-written. The same button goes on where it stopped.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akukho okubhalwe uhhafu. Inkinobho efanayo iqhubeka lapho ime khona.</translation>
        </message>
        <message>
            <source>The trainer has stopped without a word.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umqeqeshi umile ngaphandle kwegama.</translation>
        </message>
        <message>
            <source>Wait for what is working.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Linda okusebenzayo.</translation>
        </message>
        <message>
            <source>“%s” holds no training.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” alinalo uqeqesho.</translation>
        </message>
    </context>
    <context>
        <name>Transport</name>
        <message>
            <source>BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">BPM</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">swing</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kuphendulwe %d kwangu-%d.</translation>
        </message>
        <message>
            <source>Answers count once %s heard for %g s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izimpendulo ziyabalwa uma %s sekuzwakale %g s.</translation>
        </message>
        <message>
            <source>Anything to add? (key C; Enter comes back)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kukhona ofuna ukukwengeza? (inkinobho C; u-Enter uyabuya)</translation>
        </message>
        <message>
            <source>Comment</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amazwana</translation>
        </message>
        <message>
            <source>Enter</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Enter</translation>
        </message>
        <message>
            <source>Enter keeps the answers. They are final.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">U-Enter ugcina izimpendulo. Azishintshi.</translation>
        </message>
        <message>
            <source>Esc</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Esc</translation>
        </message>
        <message>
            <source>Home</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Home</translation>
        </message>
        <message>
            <source>Keep and go on (Enter)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Gcina uqhubeke (Enter)</translation>
        </message>
        <message>
            <source>Pause (Esc)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Misa kancane (Esc)</translation>
        </message>
        <message>
            <source>PgUp PgDn</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">PgUp PgDn</translation>
        </message>
        <message>
            <source>Progress</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Inqubekela phambili</translation>
        </message>
        <message>
            <source>Rate each version: how close is it to the reference?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Nika inguqulo ngayinye amaphuzu: isondele kangakanani kureferensi?</translation>
        </message>
        <message>
            <source>Reference (key R)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ireferensi (inkinobho R)</translation>
        </message>
        <message>
            <source>Space</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Space</translation>
        </message>
        <message>
            <source>Trial %d of %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Umjikelezo %d kwengu-%d</translation>
        </message>
        <message>
            <source>answer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">impendulo</translation>
        </message>
        <message>
            <source>by 10</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">nge-10</translation>
        </message>
        <message>
            <source>can't judge</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akunakuhlolwa</translation>
        </message>
        <message>
            <source>each was</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ngakunye</translation>
        </message>
        <message>
            <source>hear %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">zwa %s</translation>
        </message>
        <message>
            <source>it was</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kona</translation>
        </message>
        <message>
            <source>keep</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">gcina</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">umbuzo</translation>
        </message>
        <message>
            <source>rate by 1</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">amaphuzu nge-1</translation>
        </message>
        <message>
            <source>reference</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ireferensi</translation>
        </message>
        <message>
            <source>start</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ukuqala</translation>
        </message>
        <message>
            <source>versions</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">izinguqulo</translation>
        </message>
    </context>
    <context>
        <name>UnderstoodList</name>
        <message>
            <source>Not understood, so not followed: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Akuqondakali, ngakho akulandelwanga: %s</translation>
        </message>
        <message>
            <source>The first take will be</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">I-take yokuqala izoba</translation>
        </message>
    </context>
    <context>
        <name>ValueField</name>
        <message>
            <source>%s: can't judge</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s: akunakuhlolwa</translation>
        </message>
        <message>
            <source>%s: say nothing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s: ungasho lutho</translation>
        </message>
        <message>
            <source>Take it back (Delete)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuhlehlise (Delete)</translation>
        </message>
        <message>
            <source>can't judge</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akunakuhlolwa</translation>
        </message>
        <message>
            <source>nothing said</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">akushiwo</translation>
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
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ku-piano roll, u-Shift no-Up no-Down bashintsha i-velocity.</translation>
        </message>
        <message>
            <source>Velocities</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ama-velocity</translation>
        </message>
    </context>
    <context>
        <name>VersionCard</name>
        <message>
            <source>key %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">inkinobho %s</translation>
        </message>
        <message>
            <source>playing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">iyadlala</translation>
        </message>
    </context>
    <context>
        <name>VersionCards</name>
        <message>
            <source>Piece</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isiqeshana</translation>
        </message>
        <message>
            <source>Space</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Space</translation>
        </message>
    </context>
    <context>
        <name>WatchDialog</name>
        <message>
            <source>Songs that appear in these folders come into the library by themselves: at the start of the studio, and while it runs. The files stay where they are.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Izingoma ezivela kulawa mafolda zingena emtapweni ngokwazo: ekuqaleni kwesitudiyo, nangesikhathi sisebenza. Amafayela ahlala lapho ekhona.</translation>
        </message>
        <message>
            <source>Stop watching</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Yeka ukubheka</translation>
        </message>
        <message>
            <source>Watch a folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bheka ifolda</translation>
        </message>
        <message>
            <source>Watch a folder…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bheka ifolda…</translation>
        </message>
        <message>
            <source>Watched folders</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Amafolda abhekwayo</translation>
        </message>
    </context>
    <context>
        <name>WishChip</name>
        <message>
            <source>Chosen here; it wins over your words.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kukhethwe lapha; kwedlula amazwi akho.</translation>
        </message>
        <message>
            <source>From your words.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kuvela emazwini akho.</translation>
        </message>
        <message>
            <source>The style decides.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Isitayela siyanquma.</translation>
        </message>
        <message>
            <source>any</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">noma yini</translation>
        </message>
    </context>
</TS>
