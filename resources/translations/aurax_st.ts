<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Terms:
    song = pina, dipina
    stem = stem, di-stem
    take = take, di-take
    note = noto, dinoto
    chord = chord, di-chord
    key (of a song) = key
    key (of a keyboard) = konopo, dikonopo
    section = karolo, dikarolo
    part = karolwana, dikarolwana
    selection = kgetho
    passage = temana, ditemana
    lane = mola, mela
    marker = letshwao, matshwao
    trait = tshobotsi, ditshobotsi
    evidence = bopaki
    score = dintlha
    judge (to score) = ahlola
    gate = heke
    cannot tell = ho ke ke ha bolelwa
    interval = sebaka
    label = lebole
    style = setaele
    prompt = mantswe
    wish = takatso, ditakatso
    recipe = risepe
    seed = peo
    listening test = teko ya ho mamela
    trial = potoloho, dipotoloho
    rater = moahlodi, baahlodi
    version = phetolelo, diphetolelo
    train = kwetlisa
    training (a run) = kwetliso
    model = modele, dimodele
    base model = modele wa motheo
    data set = sete ya data
    piece (of a data set) = sekotwana, dikotwana
    look (at a training) = tekolo
    step = mohato, mehato
    rights = ditokelo
    permission = tumello
    licence = laesense
    library = laeborari
    folder = foldara
    file = faele, difaele
    project = projeke
    queue = mola
    job = mosebetsi
    recording = rekoto, direkoto
    copy = khopi, dikhopi
    save = boloka
    keep = boloka
    open = bula
    close = kwala
    export = ntsha
    import = kenya
    split = arola
    make = etsa
    choose = kgetha
    cancel = hlakola
    remove = tlosa
    play = bapala
    hear = utlwa
    listen = mamela
    stays English = BPM, LUFS, dB, MIDI, DAW, GPU, CPU, WAV, loop, beat, bar, gain, pan, swing, tempo, velocity, log drum, amapiano, preset, checkpoint -->
<TS version="2.1" language="st_ZA" sourcelanguage="en">
    <context>
        <name>Actions</name>
        <message>
            <source>1 dB louder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phahamisa ka 1 dB</translation>
        </message>
        <message>
            <source>1 dB softer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Theola ka 1 dB</translation>
        </message>
        <message>
            <source>A/B: blind listening tests</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">A/B: diteko tsa ho mamela o sa tsebe</translation>
        </message>
        <message>
            <source>Add the song to the project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya pina projekeng</translation>
        </message>
        <message>
            <source>All keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikonopo tsohle</translation>
        </message>
        <message>
            <source>Cancel the running job</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola mosebetsi o sebetsang</translation>
        </message>
        <message>
            <source>Choose lane %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetha mola wa %d</translation>
        </message>
        <message>
            <source>Choose the lane above</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetha mola o ka hodimo</translation>
        </message>
        <message>
            <source>Choose the lane below</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetha mola o ka tlase</translation>
        </message>
        <message>
            <source>Close the project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwala projeke</translation>
        </message>
        <message>
            <source>Collect all files</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bokella difaele tsohle</translation>
        </message>
        <message>
            <source>Command palette…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lenane la ditaelo…</translation>
        </message>
        <message>
            <source>Copy the lane as a WAV file</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopitsa mola e le faele ya WAV</translation>
        </message>
        <message>
            <source>Copy the notes as a MIDI file</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopitsa dinoto e le faele ya MIDI</translation>
        </message>
        <message>
            <source>Evidence of markers above the lanes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bopaki ba matshwao ka hodima mela</translation>
        </message>
        <message>
            <source>Export for a DAW, sampler or DJ…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntshetsa DAW, sampler kapa DJ…</translation>
        </message>
        <message>
            <source>Export stems and MIDI…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntsha di-stem le MIDI…</translation>
        </message>
        <message>
            <source>Export the log drum as one-shots…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntsha log drum e le di-one-shot…</translation>
        </message>
        <message>
            <source>Facts about the song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dintlha ka pina</translation>
        </message>
        <message>
            <source>Find in the library</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fumana laeboraring</translation>
        </message>
        <message>
            <source>Find missing files…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fumana difaele tse lahlehileng…</translation>
        </message>
        <message>
            <source>Gain to 0 dB</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Gain e be 0 dB</translation>
        </message>
        <message>
            <source>Help</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thuso</translation>
        </message>
        <message>
            <source>Help for this page</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thuso ya leqephe lena</translation>
        </message>
        <message>
            <source>Judge: markers</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ahlola: matshwao</translation>
        </message>
        <message>
            <source>Keyboard shortcuts…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikgaoletsi tsa khiboto…</translation>
        </message>
        <message>
            <source>Label: what you hear</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngola: seo o se utlwang</translation>
        </message>
        <message>
            <source>Lanes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mela</translation>
        </message>
        <message>
            <source>Library</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Laeborari</translation>
        </message>
        <message>
            <source>Loop</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Loop</translation>
        </message>
        <message>
            <source>Loop begins here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Loop e qala mona</translation>
        </message>
        <message>
            <source>Loop ends here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Loop e fella mona</translation>
        </message>
        <message>
            <source>Loop the selection</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa loop ka kgetho</translation>
        </message>
        <message>
            <source>Make takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa di-take</translation>
        </message>
        <message>
            <source>Make: takes from words</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa: di-take tse tswang mantsweng</translation>
        </message>
        <message>
            <source>Metronome</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Metronome</translation>
        </message>
        <message>
            <source>Mute the chosen lane</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thodisa mola o kgethilweng</translation>
        </message>
        <message>
            <source>New project…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Projeke e ntjha…</translation>
        </message>
        <message>
            <source>No selection</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho kgetho</translation>
        </message>
        <message>
            <source>No solo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho solo</translation>
        </message>
        <message>
            <source>Notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dinoto</translation>
        </message>
        <message>
            <source>Notes over the lanes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dinoto hodima mela</translation>
        </message>
        <message>
            <source>One bar back</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bar e le nngwe morao</translation>
        </message>
        <message>
            <source>One bar on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bar e le nngwe pele</translation>
        </message>
        <message>
            <source>One beat back</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Beat e le nngwe morao</translation>
        </message>
        <message>
            <source>One beat on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Beat e le nngwe pele</translation>
        </message>
        <message>
            <source>Open project…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula projeke…</translation>
        </message>
        <message>
            <source>Open songs…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula dipina…</translation>
        </message>
        <message>
            <source>Piano roll below the lanes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Piano roll tlasa mela</translation>
        </message>
        <message>
            <source>Play</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bapala</translation>
        </message>
        <message>
            <source>Play or pause</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bapala kapa emisa hanyane</translation>
        </message>
        <message>
            <source>Project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Projeke</translation>
        </message>
        <message>
            <source>Queue, log and piano roll</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mola, log le piano roll</translation>
        </message>
        <message>
            <source>Quit</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tswa</translation>
        </message>
        <message>
            <source>Redo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa hape</translation>
        </message>
        <message>
            <source>Save the lane as WAV…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boloka mola e le WAV…</translation>
        </message>
        <message>
            <source>Save the notes as MIDI…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boloka dinoto e le MIDI…</translation>
        </message>
        <message>
            <source>Save the project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boloka projeke</translation>
        </message>
        <message>
            <source>Save the project as…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boloka projeke e le…</translation>
        </message>
        <message>
            <source>Selection begins here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetho e qala mona</translation>
        </message>
        <message>
            <source>Selection ends here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetho e fella mona</translation>
        </message>
        <message>
            <source>Set up engine…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lokisa engine…</translation>
        </message>
        <message>
            <source>Show the whole song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bontsha pina yohle</translation>
        </message>
        <message>
            <source>Solo the chosen lane</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwa mola o kgethilweng feela</translation>
        </message>
        <message>
            <source>Song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pina</translation>
        </message>
        <message>
            <source>Song: its stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pina: di-stem tsa yona</translation>
        </message>
        <message>
            <source>Songs and states of the project…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina le maemo a projeke…</translation>
        </message>
        <message>
            <source>Spectrograms in the lanes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-spectrogram meleng</translation>
        </message>
        <message>
            <source>Split: songs into stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Arola: dipina ho ba di-stem</translation>
        </message>
        <message>
            <source>Stop, back to the start</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Emisa, kgutlela qalong</translation>
        </message>
        <message>
            <source>Train: a model of your own</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwetlisa: modele wa hao</translation>
        </message>
        <message>
            <source>Undo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsolla</translation>
        </message>
        <message>
            <source>View</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pono</translation>
        </message>
        <message>
            <source>What computes here…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se balang mona…</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Atametsa</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Suthisa</translation>
        </message>
    </context>
    <context>
        <name>AnnotatePage</name>
        <message>
            <source>Bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-bar</translation>
        </message>
        <message>
            <source>Of a part you can say markers and style; a part is kept once something is said of it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ka karolwana o ka bolela matshwao le setaele; karolwana e bolokwa ha ho se ho boletswe ho hong ka yona.</translation>
        </message>
        <message>
            <source>Part</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Karolwana</translation>
        </message>
        <message>
            <source>The song and its parts</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pina le dikarolwana tsa yona</translation>
        </message>
        <message>
            <source>The whole song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pina yohle</translation>
        </message>
        <message>
            <source>Time</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Nako</translation>
        </message>
        <message>
            <source>What is said</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se bolelwang</translation>
        </message>
        <message>
            <source>What you leave empty says nothing. Choose a part to label it by itself.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Seo o se siyang se se na letho ha se bolele letho. Kgetha karolwana ho e ngolla lebole e le nngwe.</translation>
        </message>
        <message>
            <source>Whole song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pina yohle</translation>
        </message>
        <message>
            <source>part</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">karolwana</translation>
        </message>
    </context>
    <context>
        <name>Asking</name>
        <message>
            <source>The trainer gave no answer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mokwetlisi ha a araba</translation>
        </message>
    </context>
    <context>
        <name>BatchBar</name>
        <message>
            <source>%d songs selected</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dipina tse %d di kgethilwe</translation>
        </message>
        <message>
            <source>1 song selected</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">pina e 1 e kgethilwe</translation>
        </message>
        <message>
            <source>Analyse</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sekaseka</translation>
        </message>
        <message>
            <source>Export stems and MIDI…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntsha di-stem le MIDI…</translation>
        </message>
        <message>
            <source>Find tempo, key, chords and form</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fumana tempo, key, di-chord le sebopeho</translation>
        </message>
        <message>
            <source>Into a folder of yours, named by tempo and key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foldareng ya hao, di reilwe ka tempo le key</translation>
        </message>
        <message>
            <source>Judge the cultural markers</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ahlola matshwao a setso</translation>
        </message>
        <message>
            <source>Open</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula</translation>
        </message>
        <message>
            <source>Remove from library…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tlosa laeboraring…</translation>
        </message>
        <message>
            <source>Score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dintlha</translation>
        </message>
        <message>
            <source>Set rights…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Beha ditokelo…</translation>
        </message>
        <message>
            <source>Show it with its stems (Enter)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E bontshe le di-stem tsa yona (Enter)</translation>
        </message>
        <message>
            <source>State whose music this is</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolela hore mmino ona ke wa mang</translation>
        </message>
        <message>
            <source>The studio forgets them; your files are never touched (Delete)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Studio e a di lebala; difaele tsa hao ha di angwe (Delete)</translation>
        </message>
    </context>
    <context>
        <name>BeatRuler</name>
        <message>
            <source>Bars and beats</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-bar le di-beat</translation>
        </message>
        <message>
            <source>Click to move the play-head, drag to make a loop. The Notes view lists the beats.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tobetsa ho tsamaisa play-head, hula ho etsa loop. Leqephe la Dinoto le bala di-beat.</translation>
        </message>
    </context>
    <context>
        <name>BlindMaking</name>
        <message>
            <source>The new test's folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foldara ya teko e ntjha</translation>
        </message>
    </context>
    <context>
        <name>BlindTest</name>
        <message>
            <source>%d of %d trials are answered and kept. You can also come back another day.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipotoloho tse %d ho tse %d di arabilwe mme di bolokilwe. O ka kgutla le ka letsatsi le leng.</translation>
        </message>
        <message>
            <source>All %d trials are answered and kept.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipotoloho tsohle tse %d di arabilwe mme di bolokilwe.</translation>
        </message>
        <message>
            <source>Back to the test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgutlela tekong</translation>
        </message>
        <message>
            <source>Blind listening tests</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diteko tsa ho mamela o sa tsebe</translation>
        </message>
        <message>
            <source>Connect headphones or speakers and leave the test until then: answers would say nothing.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hokela di-headphone kapa dispikara, mme o tlohele teko ho fihlela moo: dikarabo di ne di ke ke tsa bolela letho.</translation>
        </message>
        <message>
            <source>Declared votes are missing. Looking now ends voting for everybody;
the report will say why:</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Divoutu tse boletsweng di a haella. Ho sheba jwale ho fedisa ho vouta ha bohle;
tlaleho e tla bolela hore hobaneng:</translation>
        </message>
        <message>
            <source>End the test early</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fedisa teko pele ho nako</translation>
        </message>
        <message>
            <source>Go on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tswela pele</translation>
        </message>
        <message>
            <source>Hear two versions in step, say which one you prefer, and learn what they were only at the end. A test is a folder that you were given, or that you make of any two systems, here or so:</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwa diphetolelo tse pedi ka nako e le nngwe, o bolele eo o e ratang, mme o tsebe hore e ne e le eng qetellong feela. Teko ke foldara eo o e filweng, kapa eo o e etsang ka ditsamaiso dife kapa dife tse pedi, mona kapa tjena:</translation>
        </message>
        <message>
            <source>Leave the test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tlohela teko</translation>
        </message>
        <message>
            <source>Make a test…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa teko…</translation>
        </message>
        <message>
            <source>No sound card was found, so nothing can be heard.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho karete ya modumo e fumanweng, kahoo ha ho letho le ka utlwuwang.</translation>
        </message>
        <message>
            <source>Open a listening test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula teko ya ho mamela</translation>
        </message>
        <message>
            <source>Open a test…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula teko…</translation>
        </message>
        <message>
            <source>Paused</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E emisitswe</translation>
        </message>
        <message>
            <source>Set the level again</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Beha boemo hape</translation>
        </message>
        <message>
            <source>Thank you</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Re a leboha</translation>
        </message>
        <message>
            <source>The sound had stopped and goes on now.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modumo o ne o emisitse, o tswela pele jwale.</translation>
        </message>
        <message>
            <source>The test's key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Senotlolo sa teko</translation>
        </message>
        <message>
            <source>What was what is told when everybody is done.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hore eng e ne e le eng ho bolelwa ha bohle ba qetile.</translation>
        </message>
        <message>
            <source>“%s” again</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” hape</translation>
        </message>
    </context>
    <context>
        <name>Carrying</name>
        <message>
            <source>%d chosen notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dinoto tse kgethilweng tse %d</translation>
        </message>
        <message>
            <source>1 chosen note</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">noto e kgethilweng e 1</translation>
        </message>
        <message>
            <source>Copy file (%s)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopitsa faele (%s)</translation>
        </message>
        <message>
            <source>Drag the MIDI of %s into your DAW: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hulela MIDI ya %s DAW ya hao: %s</translation>
        </message>
        <message>
            <source>Drag the sound of %s into your DAW: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hulela modumo wa %s DAW ya hao: %s</translation>
        </message>
        <message>
            <source>MIDI (*.mid)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">MIDI (*.mid)</translation>
        </message>
        <message>
            <source>Open a song first.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula pina pele.</translation>
        </message>
        <message>
            <source>Save as</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boloka e le</translation>
        </message>
        <message>
            <source>Save as… (%s)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boloka e le… (%s)</translation>
        </message>
        <message>
            <source>Shift drags its MIDI, Alt the whole stem. Click to copy or save the file.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Shift e hula MIDI ya yona, Alt stem sohle. Tobetsa ho kopitsa kapa ho boloka faele.</translation>
        </message>
        <message>
            <source>Sound (*.wav)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modumo (*.wav)</translation>
        </message>
        <message>
            <source>The song's own files are untouched.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tsa pina ka botsona ha di a angwa.</translation>
        </message>
        <message>
            <source>The stem is still being made. Drag it when the song is done.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Stem se sa ntse se etswa. Se hule ha pina e fedile.</translation>
        </message>
        <message>
            <source>The stem's file is gone. Open the song again; it will be made anew.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Faele ya stem ha e sa le teng. Bula pina hape; e tla etswa botjha.</translation>
        </message>
        <message>
            <source>With your edits. Alt drags the whole stem. Click to copy or save the file.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E na le diphetoho tsa hao. Alt e hula stem sohle. Tobetsa ho kopitsa kapa ho boloka faele.</translation>
        </message>
        <message>
            <source>loop, %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">loop, %s</translation>
        </message>
        <message>
            <source>selection, %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kgetho, %s</translation>
        </message>
        <message>
            <source>whole stem</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">stem sohle</translation>
        </message>
        <message>
            <source>“%s” could not be made: %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” ha e a kgona ho etswa: %s.</translation>
        </message>
        <message>
            <source>“%s” is copied: paste it into a folder or your DAW.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” e kopitsitswe: e kgomaretse foldareng kapa DAW ya hao.</translation>
        </message>
        <message>
            <source>“%s” is ready: drag it again.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” e lokile: e hule hape.</translation>
        </message>
        <message>
            <source>“%s” is saved.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” e bolokilwe.</translation>
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
            <translation type="unfinished">di-bar tse %d</translation>
        </message>
        <message>
            <source>%g BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%g BPM</translation>
        </message>
        <message>
            <source>Energy</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Matla</translation>
        </message>
        <message>
            <source>Key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Key</translation>
        </message>
        <message>
            <source>Length</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolelele</translation>
        </message>
        <message>
            <source>Log drum</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Log drum</translation>
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
            <translation type="unfinished">Metsotso</translation>
        </message>
        <message>
            <source>Style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setaele</translation>
        </message>
        <message>
            <source>Tempo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tempo</translation>
        </message>
        <message>
            <source>as you say</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kamoo o bolelang</translation>
        </message>
        <message>
            <source>busy</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e phathahaneng</translation>
        </message>
        <message>
            <source>calm</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e kgutsitseng</translation>
        </message>
        <message>
            <source>driven</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e nang le matla</translation>
        </message>
        <message>
            <source>full</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e tletseng</translation>
        </message>
        <message>
            <source>high</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">hodimo</translation>
        </message>
        <message>
            <source>medium</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">mahareng</translation>
        </message>
        <message>
            <source>none</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e yo</translation>
        </message>
        <message>
            <source>sparse</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e fokolang</translation>
        </message>
        <message>
            <source>steady</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e tsitsitseng</translation>
        </message>
        <message>
            <source>with slides</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ka di-slide</translation>
        </message>
    </context>
    <context>
        <name>ChordEditLane</name>
        <message>
            <source>Chord</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Chord</translation>
        </message>
        <message>
            <source>Chords, editable</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-chord, di ka fetolwa</translation>
        </message>
        <message>
            <source>Double click, or Enter, to write another chord: Fm9, Db/Ab, iv7, N for none. Drag an edge to move it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tobetsa habedi, kapa Enter, ho ngola chord e nngwe: Fm9, Db/Ab, iv7, N ha e le siyo. Hula moedi ho e tsamaisa.</translation>
        </message>
        <message>
            <source>Give its time to the chord before</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E fa chord e ka pele nako ya yona</translation>
        </message>
        <message>
            <source>Join with the next chord</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopanya le chord e latelang</translation>
        </message>
        <message>
            <source>Left and Right choose a chord, Enter writes it anew. Shift and arrows move its end, Ctrl and arrows its beginning, with Alt finely. S splits it, J joins it with the next, Delete gives its time to the chord before. The table of chords in the Notes view holds the same.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Left le Right di kgetha chord, Enter e e ngola botjha. Shift le metsu di tsamaisa pheletso ya yona, Ctrl le metsu qalo ya yona, ka Alt hanyane. S e a e arola, J e e kopanya le e latelang, Delete e fa chord e ka pele nako ya yona. Tafole ya di-chord leqepheng la Dinoto e na le tse tshwanang.</translation>
        </message>
        <message>
            <source>Split here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Arola mona</translation>
        </message>
        <message>
            <source>Write another chord…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngola chord e nngwe…</translation>
        </message>
    </context>
    <context>
        <name>ChordEditing</name>
        <message>
            <source>Change a chord</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fetola chord</translation>
        </message>
        <message>
            <source>Join chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopanya di-chord</translation>
        </message>
        <message>
            <source>Move a chord's edge</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsamaisa moedi wa chord</translation>
        </message>
        <message>
            <source>Split a chord</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Arola chord</translation>
        </message>
        <message>
            <source>Write Fm9, Db/Ab, iv7, or N for no chord.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngola Fm9, Db/Ab, iv7, kapa N ha ho se na chord.</translation>
        </message>
        <message>
            <source>“%s” is no chord.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” ha se chord.</translation>
        </message>
    </context>
    <context>
        <name>ChordLane</name>
        <message>
            <source>Chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-chord</translation>
        </message>
        <message>
            <source>Chords and bars follow once the stems are done</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-chord le di-bar di latela ha di-stem di fedile</translation>
        </message>
        <message>
            <source>No chords were found in this song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho di-chord tse fumanweng pineng ena</translation>
        </message>
        <message>
            <source>The Notes view lists the chords as a table.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Leqephe la Dinoto le bala di-chord tafoleng.</translation>
        </message>
        <message>
            <source>Zoom in to read the chords (Ctrl and wheel)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Atametsa ho bala di-chord (Ctrl le lebidi)</translation>
        </message>
    </context>
    <context>
        <name>Closing</name>
        <message>
            <source>Close now</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwala jwale</translation>
        </message>
        <message>
            <source>If you close now, it goes back to the queue and goes on when you next open the studio. Nothing is lost.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha o kwala jwale, o kgutlela moleng mme o tswela pele ha o bula studio hape. Ha ho letho le lahlehang.</translation>
        </message>
        <message>
            <source>Keep working</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tswela pele ho sebetsa</translation>
        </message>
        <message>
            <source>Work is still going on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mosebetsi o ntse o tswela pele</translation>
        </message>
        <message>
            <source>“%s” is not finished.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” ha e eso fele.</translation>
        </message>
    </context>
    <context>
        <name>ContestDialog</name>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola</translation>
        </message>
        <message>
            <source>Contest this passage</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hanyetsa temana ena</translation>
        </message>
        <message>
            <source>How clearly you hear it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">O e utlwa hantle hakae</translation>
        </message>
        <message>
            <source>How clearly you hear it, 0–1</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">O e utlwa hantle hakae, 0–1</translation>
        </message>
        <message>
            <source>Keep this</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boloka sena</translation>
        </message>
        <message>
            <source>The score stays as it is; what you say is kept beside it and shown with it, with your name.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dintlha di dula di le jwalo; seo o se bolelang se bolokwa pela tsona mme se bontshwa le tsona, le lebitso la hao.</translation>
        </message>
        <message>
            <source>What do you hear there? For example: the log drum is a sampled tom.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">O utlwa eng moo? Mohlala: log drum ke tom e sampolilweng.</translation>
        </message>
        <message>
            <source>What you hear there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Seo o se utlwang moo</translation>
        </message>
    </context>
    <context>
        <name>CopiesDialog</name>
        <message>
            <source>Copies</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikhopi</translation>
        </message>
        <message>
            <source>Files of recordings with copies</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tsa direkoto tse nang le dikhopi</translation>
        </message>
        <message>
            <source>Forget what is unticked</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lebala tse sa kgethwang</translation>
        </message>
        <message>
            <source>There are none: every recording of the library lies in one file only.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha di yo: rekoto ka nngwe ya laeborari e faeleng e le nngwe feela.</translation>
        </message>
        <message>
            <source>These files hold the very same recording, sample by sample. Untick those that the library should forget; no file is deleted, and one file of each recording always stays.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tsena di na le rekoto e le nngwe hantle, sampole ka sampole. Tlosa letshwao ho tseo laeborari e lokelang ho di lebala; ha ho faele e hlakolwang, mme faele e le nngwe ya rekoto ka nngwe e dula kamehla.</translation>
        </message>
    </context>
    <context>
        <name>Culture</name>
        <message>
            <source>%s: %s, 90 percent interval %s, %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s: %s, sebaka sa diphesente tse 90 %s, %s</translation>
        </message>
        <message>
            <source>%s: cannot tell, %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s: ho ke ke ha bolelwa, %s</translation>
        </message>
        <message>
            <source>Gospel harmony and voices</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Gospel: di-chord le mantswe</translation>
        </message>
        <message>
            <source>Hand and organic percussion</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Meropa ya matsoho le ya tlhaho</translation>
        </message>
        <message>
            <source>Jazz harmony</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-chord tsa jazz</translation>
        </message>
        <message>
            <source>Kwaito pulse and chant</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Morethetho le di-chant tsa kwaito</translation>
        </message>
        <message>
            <source>Log-drum evidence</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bopaki ba log drum</translation>
        </message>
        <message>
            <source>against</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">hanyetsa</translation>
        </message>
        <message>
            <source>bar %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">bar %s</translation>
        </message>
        <message>
            <source>bars %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-bar %s</translation>
        </message>
        <message>
            <source>calibrated by listeners</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e lekantswe ka bamamedi</translation>
        </message>
        <message>
            <source>cannot tell</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho ke ke ha bolelwa</translation>
        </message>
        <message>
            <source>chosen</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kgethilwe</translation>
        </message>
        <message>
            <source>contested</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">hanyeditswe</translation>
        </message>
        <message>
            <source>exploratory</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e sa lekwa</translation>
        </message>
        <message>
            <source>features %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-feature %s</translation>
        </message>
        <message>
            <source>for</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dumela</translation>
        </message>
        <message>
            <source>model %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">modele %s</translation>
        </message>
        <message>
            <source>profile %s %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">profaele %s %s</translation>
        </message>
        <message>
            <source>unknown</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e tsejwe</translation>
        </message>
    </context>
    <context>
        <name>CulturePage</name>
        <message>
            <source>Bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-bar</translation>
        </message>
        <message>
            <source>How clearly are five traits of amapiano heard in this song? Each gets a value with its interval, and the bars that speak for and against it. A trait that is not there is no fault.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditshobotsi tse hlano tsa amapiano di utlwahala hantle hakae pineng ena? Ka nngwe e fumana boleng le sebaka sa yona, le di-bar tse dumelang le tse hanyetsang. Tshobotsi e siyo ha se phoso.</translation>
        </message>
        <message>
            <source>Score this song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ahlola pina ena</translation>
        </message>
        <message>
            <source>Scores follow once the stems are done.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dintlha di latela ha di-stem di fedile.</translation>
        </message>
        <message>
            <source>Scoring…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E a ahlolwa…</translation>
        </message>
        <message>
            <source>This song was not analysed, so nothing can be judged in it. Open it again to analyse it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pina ena ha e a sekasekwa, kahoo ha ho letho le ka ahlolwang ho yona. E bule hape ho e sekaseka.</translation>
        </message>
    </context>
    <context>
        <name>CultureSummary</name>
        <message>
            <source>%s. The gate only asks a generator for another take.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s. Heke e mpa e kopa generator take e nngwe.</translation>
        </message>
        <message>
            <source>Made with</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E entswe ka</translation>
        </message>
        <message>
            <source>Score again</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ahlola hape</translation>
        </message>
        <message>
            <source>Score this song again</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ahlola pina ena hape</translation>
        </message>
        <message>
            <source>Scoring…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E a ahlolwa…</translation>
        </message>
        <message>
            <source>This score carries no definition.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dintlha tsena ha di na tlhaloso.</translation>
        </message>
        <message>
            <source>Total</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kakaretso</translation>
        </message>
        <message>
            <source>What the total is</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Seo kakaretso e leng sona</translation>
        </message>
        <message>
            <source>Which score of this song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ke dintlha dife tsa pina ena</translation>
        </message>
        <message>
            <source>newest: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e ntjha ka ho fetisisa: %s</translation>
        </message>
    </context>
    <context>
        <name>DatasetStep</name>
        <message>
            <source>%(pieces)d pieces, %(hours).2f hours, %(gb).2f GB, %(use)s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dikotwana tse %(pieces)d, dihora tse %(hours).2f, %(gb).2f GB, %(use)s.</translation>
        </message>
        <message>
            <source>%d s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%d s</translation>
        </message>
        <message>
            <source>Artists</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dibini</translation>
        </message>
        <message>
            <source>Check every file</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlahloba difaele tsohle</translation>
        </message>
        <message>
            <source>Data sets that are there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Disete tsa data tse teng</translation>
        </message>
        <message>
            <source>Every file is as it was made.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Faele ka nngwe e sa le jwalo ka ha e entswe.</translation>
        </message>
        <message>
            <source>Length of a piece</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolelele ba sekotwana</translation>
        </message>
        <message>
            <source>Make the data set</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa sete ya data</translation>
        </message>
        <message>
            <source>Name</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lebitso</translation>
        </message>
        <message>
            <source>Name of the data set</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lebitso la sete ya data</translation>
        </message>
        <message>
            <source>None yet.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha di eso be teng.</translation>
        </message>
        <message>
            <source>Pieces</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikotwana</translation>
        </message>
        <message>
            <source>Pieces of</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikotwana tsa</translation>
        </message>
        <message>
            <source>Seed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Peo</translation>
        </message>
        <message>
            <source>Seed of the split and the descriptions</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Peo ya karohano le ditlhaloso</translation>
        </message>
        <message>
            <source>Some files are not as they were made.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tse ding ha di sa le jwalo ka ha di entswe.</translation>
        </message>
        <message>
            <source>Songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina</translation>
        </message>
        <message>
            <source>Songs are split by artist, so that nobody is on both sides; then cut, levelled, separated, described. A data set is hashed and never changes: what would change it makes the next version.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina di arolwa ka sebini, hore ho se be ya leng mahlakoreng a mabedi; ebe di a sehwa, di lekanngwa, di arolwa, di hlaloswa. Sete ya data e na le hash mme ha e fetohe: se ka e fetolang se etsa phetolelo e latelang.</translation>
        </message>
        <message>
            <source>Split</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Karohano</translation>
        </message>
        <message>
            <source>Split and data set</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Karohano le sete ya data</translation>
        </message>
        <message>
            <source>Stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-stem</translation>
        </message>
        <message>
            <source>The data set that is used</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sete ya data e sebediswang</translation>
        </message>
        <message>
            <source>The split</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Karohano</translation>
        </message>
        <message>
            <source>Use it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E sebedise</translation>
        </message>
        <message>
            <source>also songs for research only (then all of it is for research only)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">le dipina tsa dipatlisiso feela (ha ho le jwalo tsohle ke tsa dipatlisiso feela)</translation>
        </message>
        <message>
            <source>five stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-stem tse hlano</translation>
        </message>
        <message>
            <source>four stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-stem tse nne</translation>
        </message>
        <message>
            <source>may be used commercially</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e ka sebediswa kgwebong</translation>
        </message>
        <message>
            <source>no commercial use</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e seng kgwebong</translation>
        </message>
        <message>
            <source>no stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha ho di-stem</translation>
        </message>
        <message>
            <source>root hash %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">root hash %s</translation>
        </message>
    </context>
    <context>
        <name>DragHandle</name>
        <message>
            <source>Click to copy the file.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tobetsa ho kopitsa faele.</translation>
        </message>
        <message>
            <source>Drag %s into your DAW</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hulela %s DAW ya hao</translation>
        </message>
        <message>
            <source>MIDI</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">MIDI</translation>
        </message>
        <message>
            <source>Mix</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mix</translation>
        </message>
        <message>
            <source>the mix</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">mix</translation>
        </message>
        <message>
            <source>the notes (MIDI)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dinoto (MIDI)</translation>
        </message>
    </context>
    <context>
        <name>Drawer</name>
        <message>
            <source>Cancel, retry or show</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola, leka hape kapa bontsha</translation>
        </message>
        <message>
            <source>Clear finished</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tlosa tse fedileng</translation>
        </message>
        <message>
            <source>Close the drawer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwala laiki</translation>
        </message>
        <message>
            <source>Close the drawer (Ctrl+J)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwala laiki (Ctrl+J)</translation>
        </message>
        <message>
            <source>Drawer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Laiki</translation>
        </message>
        <message>
            <source>Log</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Log</translation>
        </message>
        <message>
            <source>Nothing waits. Songs you drop on the window line up here, with their progress.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho le emetseng. Dipina tseo o di hulelang fensetereng di ema moleng mona, le tswelopele ya tsona.</translation>
        </message>
        <message>
            <source>Piano roll</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Piano roll</translation>
        </message>
        <message>
            <source>Queue</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mola</translation>
        </message>
        <message>
            <source>Queue of jobs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mola wa mesebetsi</translation>
        </message>
        <message>
            <source>What the studio does is written here.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Seo studio e se etsang se ngolwa mona.</translation>
        </message>
    </context>
    <context>
        <name>DropZone</name>
        <message>
            <source>Drop a song here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hulela pina mona</translation>
        </message>
        <message>
            <source>Open a song…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula pina…</translation>
        </message>
        <message>
            <source>WAV, AIFF, FLAC, MP3, M4A, OGG or Opus. One, or a whole folder. Nothing leaves this machine.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">WAV, AIFF, FLAC, MP3, M4A, OGG kapa Opus. Pina e le nngwe, kapa foldara yohle. Ha ho letho le tswang motjhining ona.</translation>
        </message>
        <message>
            <source>You get five stems, the beat, the key, the chords and the notes:</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">O fumana di-stem tse hlano, beat, key, di-chord le dinoto:</translation>
        </message>
        <message>
            <source>or press</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kapa tobetsa</translation>
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
            <translation type="unfinished">Modele “%s”</translation>
        </message>
        <message>
            <source>The model “%s” is ready.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modele “%s” o lokile.</translation>
        </message>
    </context>
    <context>
        <name>EngineSetup</name>
        <message>
            <source>%s left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho setse %s</translation>
        </message>
        <message>
            <source>A model of your own</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modele wa hao</translation>
        </message>
        <message>
            <source>A model of your own…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modele wa hao…</translation>
        </message>
        <message>
            <source>Bring %(files)s from %(who)s. Each file is checked before it is used.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tlisa %(files)s tse tswang ho %(who)s. Faele ka nngwe e hlahlojwa pele e sebediswa.</translation>
        </message>
        <message>
            <source>Choose a model that can be added.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetha modele o ka kenngwang.</translation>
        </message>
        <message>
            <source>Choose its files…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetha difaele tsa ona…</translation>
        </message>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwala</translation>
        </message>
        <message>
            <source>Copy the command</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopitsa taelo</translation>
        </message>
        <message>
            <source>Download</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Laolla</translation>
        </message>
        <message>
            <source>Everything here works now. %d engines are ready.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsohle mona di a sebetsa jwale. Di-engine tse %d di lokile.</translation>
        </message>
        <message>
            <source>For</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bakeng sa</translation>
        </message>
        <message>
            <source>Half a minute of music takes %(gpu)g GB on a GPU, %(cpu)g GB without one.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Halofo ya motsotso ya mmino e nka %(gpu)g GB ho GPU, %(cpu)g GB ntle le yona.</translation>
        </message>
        <message>
            <source>How far the model is</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modele o fihlile hokae</translation>
        </message>
        <message>
            <source>I accept that</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ke a amohela seo</translation>
        </message>
        <message>
            <source>It comes from %s. What breaks off goes on later; it is checked before use.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E tswa ho %s. Se kgaohang se tswela pele hamorao; se hlahlojwa pele se sebediswa.</translation>
        </message>
        <message>
            <source>It is ready.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">O lokile.</translation>
        </message>
        <message>
            <source>It takes %s on the disk.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E nka %s disking.</translation>
        </message>
        <message>
            <source>Its licence is %(licence)s, by %(who)s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Laesense ya ona ke %(licence)s, ya %(who)s.</translation>
        </message>
        <message>
            <source>Its name, of small letters, digits, dots and dashes:</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lebitso la ona, ka ditlhaku tse nyane, dinomoro, dikgutlo le di-dash:</translation>
        </message>
        <message>
            <source>Its own files are here; it also reads %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tsa yona di teng; e boetse e bala %s.</translation>
        </message>
        <message>
            <source>Licence</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Laesense</translation>
        </message>
        <message>
            <source>Licence: %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Laesense: %s.</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho a shejwa…</translation>
        </message>
        <message>
            <source>Model</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modele</translation>
        </message>
        <message>
            <source>Models</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dimodele</translation>
        </message>
        <message>
            <source>Results may be sold</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diphetho di ka rekiswa</translation>
        </message>
        <message>
            <source>Set up engine</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lokisa engine</translation>
        </message>
        <message>
            <source>State</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boemo</translation>
        </message>
        <message>
            <source>Stems, beats, chords, notes and takes are made by engines of our own, which came with the studio: no account, no net. Larger models can be added; each has its publisher's licence.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-stem, di-beat, di-chord, dinoto le di-take di etswa ke di-engine tsa rona tse tlileng le studio: ha ho akhaonto, ha ho inthanete. Dimodele tse kgolo di ka kenngwa; ka nngwe e na le laesense ya mophatlalatsi wa yona.</translation>
        </message>
        <message>
            <source>Stop</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Emisa</translation>
        </message>
        <message>
            <source>The files of “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tsa “%s”</translation>
        </message>
        <message>
            <source>The folder of a MusicGen, or of HTDemucs weights, of your own</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foldara ya MusicGen, kapa ya di-weight tsa HTDemucs, tsa hao</translation>
        </message>
        <message>
            <source>The folder with the files of “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foldara e nang le difaele tsa “%s”</translation>
        </message>
        <message>
            <source>What computes here…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se balang mona…</translation>
        </message>
        <message>
            <source>You can close this: it goes on in the queue.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">O ka kwala sena: se tswela pele moleng.</translation>
        </message>
        <message>
            <source>can be added</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e ka kenngwa</translation>
        </message>
        <message>
            <source>comparing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho bapisa</translation>
        </message>
        <message>
            <source>its files</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">difaele tsa ona</translation>
        </message>
        <message>
            <source>listening</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho mamela</translation>
        </message>
        <message>
            <source>no</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">tjhe</translation>
        </message>
        <message>
            <source>ready</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e lokile</translation>
        </message>
        <message>
            <source>stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-stem</translation>
        </message>
        <message>
            <source>takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-take</translation>
        </message>
        <message>
            <source>waiting</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e emetse</translation>
        </message>
        <message>
            <source>yes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e</translation>
        </message>
        <message>
            <source>“%s”: what it makes may not be sold.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s”: seo e se etsang ha se a dumellwa ho rekiswa.</translation>
        </message>
    </context>
    <context>
        <name>Errors</name>
        <message>
            <source>Something unexpected happened: %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho etsahetse ntho e sa lebellwang: %s.</translation>
        </message>
        <message>
            <source>Your songs and files are untouched; you can go on working.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina le difaele tsa hao ha di a angwa; o ka tswela pele ho sebetsa.</translation>
        </message>
    </context>
    <context>
        <name>EstimateRows</name>
        <message>
            <source>%s  (%s to %s)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s  (%s ho ya ho %s)</translation>
        </message>
    </context>
    <context>
        <name>EvidenceLane</name>
        <message>
            <source>Evidence of markers</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bopaki ba matshwao</translation>
        </message>
        <message>
            <source>The Judge view lists the evidence as a table.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Leqephe la Ahlola le bala bopaki tafoleng.</translation>
        </message>
    </context>
    <context>
        <name>ExcerptWave</name>
        <message>
            <source>Which seconds are heard; click, or move them with the arrow keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Metsotswana e utlwahalang; tobetsa, kapa o e tsamaise ka dikonopo tsa metsu</translation>
        </message>
    </context>
    <context>
        <name>ExportDialog</name>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola</translation>
        </message>
        <message>
            <source>Change the folder for exports</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fetola foldara ya ho ntshetsa</translation>
        </message>
        <message>
            <source>Change…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fetola…</translation>
        </message>
        <message>
            <source>Export</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntsha</translation>
        </message>
        <message>
            <source>Export “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntsha “%s”</translation>
        </message>
        <message>
            <source>Exports go to</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tse ntshwang di ya ho</translation>
        </message>
        <message>
            <source>Format of a stem pack</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foromete ya stem pack</translation>
        </message>
        <message>
            <source>Stem pack as</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Stem pack e le</translation>
        </message>
        <message>
            <source>Stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-stem</translation>
        </message>
    </context>
    <context>
        <name>Exporting</name>
        <message>
            <source>%d files are in “%s”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tse %d di ho “%s”.</translation>
        </message>
        <message>
            <source>Export stems and MIDI into</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntshetsa di-stem le MIDI ho</translation>
        </message>
        <message>
            <source>Export the log drum's one-shots into</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntshetsa di-one-shot tsa log drum ho</translation>
        </message>
        <message>
            <source>One file is in “%s”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Faele e le nngwe e ho “%s”.</translation>
        </message>
        <message>
            <source>Open the folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula foldara</translation>
        </message>
        <message>
            <source>There is nothing whole to export yet. Open the song and let it be finished.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho le felletseng le ka ntshwang hajwale. Bula pina mme o e tlohele e fele.</translation>
        </message>
    </context>
    <context>
        <name>FolderRow</name>
        <message>
            <source>Rights in %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditokelo ho %s</translation>
        </message>
        <message>
            <source>Take %s off the list</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tlosa %s lenaneng</translation>
        </message>
        <message>
            <source>Where the permission is written down</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Moo tumello e ngotsweng teng</translation>
        </message>
        <message>
            <source>imported</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e kentswe</translation>
        </message>
        <message>
            <source>where it is written: contract, page</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">moo ho ngotsweng teng: konteraka, leqephe</translation>
        </message>
    </context>
    <context>
        <name>GpuBadge</name>
        <message>
            <source>Everything works on the processor meanwhile, only slower; results are the same.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsohle di sebetsa porosesareng hajwale, empa butle; diphetho di a tshwana.</translation>
        </message>
        <message>
            <source>Everything works. Stems of a song take minutes, and generators with large models take long.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsohle di a sebetsa. Di-stem tsa pina di nka metsotso, mme di-generator tse nang le dimodele tse kgolo di nka nako e telele.</translation>
        </message>
        <message>
            <source>Run “python3 studio.py repair” in the studio's folder.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsamaisa “python3 studio.py repair” foldareng ya studio.</translation>
        </message>
        <message>
            <source>Run “python3 studio.py repair” in the studio's folder: it mends what is broken and keeps the rest.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsamaisa “python3 studio.py repair” foldareng ya studio: e lokisa se senyehileng mme e boloka tse ding.</translation>
        </message>
        <message>
            <source>Songs that are open can still be played, labelled and exported.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina tse butsweng di ntse di ka bapalwa, tsa ngolwa mme tsa ntshwa.</translation>
        </message>
        <message>
            <source>Stems and takes come several times faster than on the processor alone.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-stem le di-take di tla ka potlako ho feta porosesara e le nngwe.</translation>
        </message>
        <message>
            <source>The GPU is used: %(name)s with %(memory)d GB. A test on it went well.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">GPU e a sebediswa: %(name)s e nang le %(memory)d GB. Teko ya yona e atlehile.</translation>
        </message>
        <message>
            <source>The engine did not say what it computes on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Engine ha e a bolela hore e bala ka eng</translation>
        </message>
        <message>
            <source>The engine does not start, so nothing can be computed.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Engine ha e qale, kahoo ha ho letho le ka balwang.</translation>
        </message>
        <message>
            <source>There is a GPU (%s), but the engine cannot use it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">GPU e teng (%s), empa engine ha e kgone ho e sebedisa.</translation>
        </message>
        <message>
            <source>There is no NVIDIA GPU here; the processor computes.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho GPU ya NVIDIA mona; porosesara e a bala.</translation>
        </message>
        <message>
            <source>There is nothing to do.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho leo o lokelang ho le etsa.</translation>
        </message>
        <message>
            <source>There is nothing to do. With an NVIDIA card in the machine, run “python3 studio.py repair”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho leo o lokelang ho le etsa. Ha karete ya NVIDIA e le motjhining, tsamaisa “python3 studio.py repair”.</translation>
        </message>
        <message>
            <source>Update the card's driver, then run “python3 studio.py repair”: it chooses the build that fits.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntjhafatsa driver ya karete, ebe o tsamaisa “python3 studio.py repair”: e kgetha build e loketseng.</translation>
        </message>
        <message>
            <source>What computes here, and what that means</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se balang mona, le seo se se bolelang</translation>
        </message>
        <message>
            <source>What computes here: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se balang mona: %s</translation>
        </message>
    </context>
    <context>
        <name>GpuDialog</name>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwala</translation>
        </message>
        <message>
            <source>Looking; this takes a few seconds…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho a shejwa; ho nka metsotswana e mmalwa…</translation>
        </message>
        <message>
            <source>What computes here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se balang mona</translation>
        </message>
    </context>
    <context>
        <name>Help</name>
        <message>
            <source>Add folders and say which rights you have, then go down the steps. No songs and no GPU? The small demo in step 4 shows the whole way. What works goes on when the window is closed.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya difoldara mme o bolele hore o na le ditokelo dife, ebe o theoha ka mehato. Ha ho dipina mme ha ho GPU? Demo e nyane mohatong wa 4 e bontsha tsela yohle. Se sebetsang se tswela pele ha fensetere e kwetswe.</translation>
        </message>
        <message>
            <source>All songs that were opened or imported.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina tsohle tse butsweng kapa tse kentsweng.</translation>
        </message>
        <message>
            <source>Choose a mark to see where it was heard. Each has an interval; “cannot tell” is an answer too.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetha letshwao ho bona moo le utlwahetseng teng. Ka leng le na le sebaka; “ho ke ke ha bolelwa” le yona ke karabo.</translation>
        </message>
        <message>
            <source>Choose a stem above the notes. Left draws and drags, right deletes, Ctrl and a drag choose. Drag the MIDI handle into your DAW: the chosen notes, the loop, or all of it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetha stem ka hodima dinoto. Ka ho le letshehadi e a taka e be e hule, ka ho le letona e a hlakola, Ctrl le ho hula di a kgetha. Hulela setshwaro sa MIDI DAW ya hao: dinoto tse kgethilweng, loop, kapa tsohle.</translation>
        </message>
        <message>
            <source>Compare versions without knowing which is which.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bapisa diphetolelo o sa tsebe hore ke efe ke efe.</translation>
        </message>
        <message>
            <source>Drop a song here. Mute, solo and set the level of each lane. Drag its handles into your DAW: sound or MIDI, of all of it, of the loop, or of what you choose with Shift and a drag. A click on one copies or saves. Drag the edges of chords, double click a chord to write another.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hulela pina mona. Thodisa, mamela feela mme o behe boemo ba mola ka mong. Hulela ditshwaro tsa wona DAW ya hao: modumo kapa MIDI, tsohle, loop, kapa seo o se kgethang ka Shift le ho hula. Ho tobetsa se le seng ho a kopitsa kapa ho boloke. Hula meedi ya di-chord, tobetsa chord habedi ho ngola e nngwe.</translation>
        </message>
        <message>
            <source>Drop songs or a folder here, choose how good, see how long it takes, then start. Each song can be tried, cancelled, started again. What is checked at the right is written when a song is done.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hulela dipina kapa foldara mona, kgetha boleng, bona hore ho nka nako e kae, ebe o qala. Pina ka nngwe e ka lekwa, ya hlakolwa, ya qalwa hape. Tse kgethilweng ka ho le letona di ngolwa ha pina e fedile.</translation>
        </message>
        <message>
            <source>Hear a song as its stems: drums, bass, vocals, other and log drum.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwa pina ka di-stem tsa yona: meropa, bass, mantswe, tse ding le log drum.</translation>
        </message>
        <message>
            <source>Make a model of your own from songs that you may train on.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa modele wa hao ka dipina tseo o dumelletsweng ho kwetlisa ka tsona.</translation>
        </message>
        <message>
            <source>Make a test, listen to both sides, answer. Results show only after the last answer, with how sure they are.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa teko, mamela mahlakore a mabedi, araba. Diphetho di hlaha feela kamora karabo ya ho qetela, le hore di netefaditswe hakae.</translation>
        </message>
        <message>
            <source>Make takes from words.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa di-take ka mantswe.</translation>
        </message>
        <message>
            <source>Move each slider to what you hear. What you say is saved at once and never changed by the machine.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsamaisa selaete ka seng ho ya ka seo o se utlwang. Seo o se bolelang se bolokwa hang hang mme motjhini ha o se fetole.</translation>
        </message>
        <message>
            <source>Say what you hear in your head, choose tempo, key and log drum, and press the button. Takes arrive as cards; each keeps the recipe it was made by. What an engine's licence allows stands beside it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolela seo o se utlwang hloohong, kgetha tempo, key le log drum, ebe o tobetsa konopo. Di-take di fihla e le dikarete; ka nngwe e boloka risepe eo e entsweng ka yona. Seo laesense ya engine e se dumellang se pela yona.</translation>
        </message>
        <message>
            <source>Say what you hear yourself.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolela seo wena o se utlwang.</translation>
        </message>
        <message>
            <source>See which marks of amapiano were found in the song, with the evidence.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bona hore ke matshwao afe a amapiano a fumanweng pineng, le bopaki ba ona.</translation>
        </message>
        <message>
            <source>Split many songs, and write what your DAW needs.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Arola dipina tse ngata, o ngole seo DAW ya hao e se hlokang.</translation>
        </message>
        <message>
            <source>Type to find; press Enter to open. Drop a folder on the window to add its songs.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngola ho fumana; tobetsa Enter ho bula. Hulela foldara fensetereng ho kenya dipina tsa yona.</translation>
        </message>
        <message>
            <source>Work on the notes that each stem plays, and on the chords.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebetsa ka dinoto tseo stem ka seng se di bapalang, le ka di-chord.</translation>
        </message>
    </context>
    <context>
        <name>HelpDialog</name>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwala</translation>
        </message>
        <message>
            <source>Help: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thuso: %s</translation>
        </message>
    </context>
    <context>
        <name>InputsPanel</name>
        <message>
            <source>1 says: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">1 e bolela: %s</translation>
        </message>
        <message>
            <source>Adds</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E eketsa</translation>
        </message>
        <message>
            <source>Input</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se kenang</translation>
        </message>
        <message>
            <source>Measured</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tekanyo</translation>
        </message>
        <message>
            <source>What each input adds</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Seo se kenang ka seng se se eketsang</translation>
        </message>
        <message>
            <source>log odds</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">log odds</translation>
        </message>
        <message>
            <source>not heard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e a utlwahala</translation>
        </message>
    </context>
    <context>
        <name>Inspector</name>
        <message>
            <source>%d channels</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ditjhanele tse %d</translation>
        </message>
        <message>
            <source>Analysis</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tshekatsheko</translation>
        </message>
        <message>
            <source>Chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-chord</translation>
        </message>
        <message>
            <source>Format</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foromete</translation>
        </message>
        <message>
            <source>Hits</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diotlo</translation>
        </message>
        <message>
            <source>Key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Key</translation>
        </message>
        <message>
            <source>Length</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolelele</translation>
        </message>
        <message>
            <source>Loudness</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modumo</translation>
        </message>
        <message>
            <source>Notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dinoto</translation>
        </message>
        <message>
            <source>Present</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E teng</translation>
        </message>
        <message>
            <source>Sections</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikarolo</translation>
        </message>
        <message>
            <source>Stems by</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-stem ka</translation>
        </message>
        <message>
            <source>Sum error</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phoso ya kakaretso</translation>
        </message>
        <message>
            <source>Swing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Swing</translation>
        </message>
        <message>
            <source>Tempo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tempo</translation>
        </message>
        <message>
            <source>True peak</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">True peak</translation>
        </message>
        <message>
            <source>being made</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e a etswa</translation>
        </message>
        <message>
            <source>cannot be told</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho ke ke ha bolelwa</translation>
        </message>
        <message>
            <source>mono</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">mono</translation>
        </message>
        <message>
            <source>no</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">tjhe</translation>
        </message>
        <message>
            <source>none</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e yo</translation>
        </message>
        <message>
            <source>not there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e yo</translation>
        </message>
        <message>
            <source>not transcribed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e a ngolwa dinoto</translation>
        </message>
        <message>
            <source>stereo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">stereo</translation>
        </message>
        <message>
            <source>then</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ebe</translation>
        </message>
        <message>
            <source>yes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e</translation>
        </message>
    </context>
    <context>
        <name>JobsModel</name>
        <message>
            <source>%s left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho setse %s</translation>
        </message>
        <message>
            <source>Progress</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tswelopele</translation>
        </message>
        <message>
            <source>Song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pina</translation>
        </message>
        <message>
            <source>Time left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho setse</translation>
        </message>
        <message>
            <source>What happens</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se etsahalang</translation>
        </message>
    </context>
    <context>
        <name>Judge</name>
        <message>
            <source>%g of %g s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%g ho %g s</translation>
        </message>
        <message>
            <source>heard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e utlwahetse</translation>
        </message>
        <message>
            <source>heard %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e utlwahetse %s</translation>
        </message>
    </context>
    <context>
        <name>Judging</name>
        <message>
            <source>Export the label</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntsha lebole</translation>
        </message>
        <message>
            <source>Import labels</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya dilebole</translation>
        </message>
    </context>
    <context>
        <name>LabelForm</name>
        <message>
            <source>Significance</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bohlokwa</translation>
        </message>
        <message>
            <source>Sounds like</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E utlwahala jwalo ka</translation>
        </message>
        <message>
            <source>Style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setaele</translation>
        </message>
        <message>
            <source>Worth learning</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se loketseng ho ithutwa</translation>
        </message>
        <message>
            <source>ids or words, with commas: classic, private_school</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-id kapa mantswe, ka dikhoma: classic, private_school</translation>
        </message>
        <message>
            <source>names, with commas</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">mabitso, ka dikhoma</translation>
        </message>
        <message>
            <source>what it means, and to whom</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">seo e se bolelang, le ho mang</translation>
        </message>
        <message>
            <source>what somebody can learn from it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">seo motho a ka ithutang sona ho yona</translation>
        </message>
    </context>
    <context>
        <name>LabelHead</name>
        <message>
            <source>Export…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntsha…</translation>
        </message>
        <message>
            <source>Hear this part over and over</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwa karolwana ena kgafetsa</translation>
        </message>
        <message>
            <source>Import…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya…</translation>
        </message>
        <message>
            <source>Join with next</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopanya le e latelang</translation>
        </message>
        <message>
            <source>Kept with everything you say, so that people can differ</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E bolokwa le tsohle tseo o di bolelang, hore batho ba tle ba fapane</translation>
        </message>
        <message>
            <source>Loop it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E etse loop</translation>
        </message>
        <message>
            <source>Make one part of this and the next</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa karolwana e le nngwe ka ena le e latelang</translation>
        </message>
        <message>
            <source>Read labels from JSON</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bala dilebole ho JSON</translation>
        </message>
        <message>
            <source>Split here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Arola mona</translation>
        </message>
        <message>
            <source>Split the part at the play-head</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Arola karolwana ho play-head</translation>
        </message>
        <message>
            <source>Take back the last change (Ctrl+Z)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsolla phetoho ya ho qetela (Ctrl+Z)</translation>
        </message>
        <message>
            <source>Undo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsolla</translation>
        </message>
        <message>
            <source>Who labels</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ya ngolang lebole</translation>
        </message>
        <message>
            <source>Write the label as JSON</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ngola lebole e le JSON</translation>
        </message>
        <message>
            <source>keeping…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e a bolokwa…</translation>
        </message>
        <message>
            <source>kept %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e bolokilwe %s</translation>
        </message>
        <message>
            <source>your name</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">lebitso la hao</translation>
        </message>
    </context>
    <context>
        <name>Labelling</name>
        <message>
            <source>It is kept here until it can be written.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E bolokilwe mona ho fihlela e ka ngolwa.</translation>
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
            <translation type="unfinished">Boemo</translation>
        </message>
        <message>
            <source>Play the noise (Space)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bapala lerata la teko (Space)</translation>
        </message>
        <message>
            <source>Play this noise and turn your headphones or speakers up or down until it is as loud as you like to work. No sound of the test is louder. From then on leave the level alone: it is the same for all versions, and it is locked here until you pause.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bapala lerata lena mme o phahamise kapa o theole di-headphone kapa dispikara tsa hao ho fihlela e le boemong boo o ratang ho sebetsa ka bona. Ha ho modumo wa teko o phahameng ho feta lena. Ho tloha moo o se ke wa ama boemo: bo a tshwana diphetolelong tsohle, mme bo notletswe mona ho fihlela o emisa hanyane.</translation>
        </message>
        <message>
            <source>Set your level</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Beha boemo ba hao</translation>
        </message>
        <message>
            <source>Space</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Space</translation>
        </message>
        <message>
            <source>The level is right (Enter)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boemo bo lokile (Enter)</translation>
        </message>
        <message>
            <source>back</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">morao</translation>
        </message>
        <message>
            <source>begin</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">qala</translation>
        </message>
        <message>
            <source>level by 1 dB</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">boemo ka 1 dB</translation>
        </message>
        <message>
            <source>play, pause</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">bapala, emisa hanyane</translation>
        </message>
    </context>
    <context>
        <name>Library</name>
        <message>
            <source>below the gate</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ka tlasa heke</translation>
        </message>
        <message>
            <source>cannot tell</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho ke ke ha bolelwa</translation>
        </message>
        <message>
            <source>licensed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e na le laesense</translation>
        </message>
        <message>
            <source>mine</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ya ka</translation>
        </message>
        <message>
            <source>not stated</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e a bolelwa</translation>
        </message>
        <message>
            <source>passed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e fetile</translation>
        </message>
        <message>
            <source>research only</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dipatlisiso feela</translation>
        </message>
    </context>
    <context>
        <name>LibraryFilters</name>
        <message>
            <source>%s and keys that mix with it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s le di-key tse tsamaellanang le yona</translation>
        </message>
        <message>
            <source>BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">BPM</translation>
        </message>
        <message>
            <source>Fastest tempo in BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tempo e potlakileng ka ho fetisisa ka BPM</translation>
        </message>
        <message>
            <source>Filters in use</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Disefe tse sebediswang</translation>
        </message>
        <message>
            <source>Key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Key</translation>
        </message>
        <message>
            <source>Neighbours on the Camelot wheel: a fifth up, a fifth down, the relative key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Baahisani lebiding la Camelot: fifth hodimo, fifth tlase, key e amanang</translation>
        </message>
        <message>
            <source>Only</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Feela</translation>
        </message>
        <message>
            <source>Remove the filter: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tlosa sefe: %s</translation>
        </message>
        <message>
            <source>Rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditokelo</translation>
        </message>
        <message>
            <source>Score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dintlha</translation>
        </message>
        <message>
            <source>Show all</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bontsha tsohle</translation>
        </message>
        <message>
            <source>Slowest tempo in BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tempo e butle ka ho fetisisa ka BPM</translation>
        </message>
        <message>
            <source>Style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setaele</translation>
        </message>
        <message>
            <source>all songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dipina tsohle</translation>
        </message>
        <message>
            <source>and keys that mix with it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">le di-key tse tsamaellanang le yona</translation>
        </message>
        <message>
            <source>any key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-key tsohle</translation>
        </message>
        <message>
            <source>any rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ditokelo tsohle</translation>
        </message>
        <message>
            <source>any score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dintlha tsohle</translation>
        </message>
        <message>
            <source>any style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">disetaele tsohle</translation>
        </message>
        <message>
            <source>files that are missing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">difaele tse lahlehileng</translation>
        </message>
        <message>
            <source>from</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">tloha</translation>
        </message>
        <message>
            <source>models may learn from it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dimodele di ka ithuta ho yona</translation>
        </message>
        <message>
            <source>not analysed yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e eso sekasekwe</translation>
        </message>
        <message>
            <source>not scored</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e na dintlha</translation>
        </message>
        <message>
            <source>to</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho ya</translation>
        </message>
        <message>
            <source>with copies</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">tse nang le dikhopi</translation>
        </message>
    </context>
    <context>
        <name>LibraryPage</name>
        <message>
            <source>%d of %d songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dipina tse %d ho tse %d</translation>
        </message>
        <message>
            <source>%d songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dipina tse %d</translation>
        </message>
        <message>
            <source>%d songs are not where they were.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dipina tse %d ha di yo moo di neng di le teng.</translation>
        </message>
        <message>
            <source>1 song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">pina e 1</translation>
        </message>
        <message>
            <source>1 song is not where it was.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">pina e 1 ha e yo moo e neng e le teng.</translation>
        </message>
        <message>
            <source>Add songs…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya dipina…</translation>
        </message>
        <message>
            <source>Copies…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikhopi…</translation>
        </message>
        <message>
            <source>Filter by title, artist, style or key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sefa ka sehlooho, sebini, setaele kapa key</translation>
        </message>
        <message>
            <source>Filter the library</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sefa laeborari</translation>
        </message>
        <message>
            <source>Find…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fumana…</translation>
        </message>
        <message>
            <source>No song is like that. Take a filter away, or press “Show all” to see every song again.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho pina e jwalo. Tlosa sefe, kapa tobetsa “Bontsha tsohle” ho bona dipina tsohle hape.</translation>
        </message>
        <message>
            <source>Nothing here yet. Drop songs or folders on the window: they stay where they are, the studio only remembers them. A watched folder is looked through at every start.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho mona hajwale. Hulela dipina kapa difoldara fensetereng: di dula moo di leng teng, studio e di hopola feela. Foldara e shebilweng e hlahlojwa qalong e nngwe le e nngwe.</translation>
        </message>
        <message>
            <source>Nothing that was made of them is lost. If their drive is not connected, connect it; if they were moved, say where to look.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho le entsweng ka tsona le lahlehileng. Haeba draeve ya tsona e sa hokelwa, e hokele; haeba di suthisitswe, bolela moo ho lokelang ho shejwa teng.</translation>
        </message>
        <message>
            <source>Songs of the library</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina tsa laeborari</translation>
        </message>
        <message>
            <source>The same recording in more than one file</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Rekoto e le nngwe difaeleng tse fetang e le nngwe</translation>
        </message>
        <message>
            <source>Watched folders…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difoldara tse shebilweng…</translation>
        </message>
    </context>
    <context>
        <name>LibraryWork</name>
        <message>
            <source>%d songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dipina tse %d</translation>
        </message>
        <message>
            <source>%s found again.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s di fumanwe hape.</translation>
        </message>
        <message>
            <source>%s removed. The files are untouched.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s di tlositswe. Difaele ha di a angwa.</translation>
        </message>
        <message>
            <source>1 song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">pina e 1</translation>
        </message>
        <message>
            <source>Analysis of %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tshekatsheko: %s</translation>
        </message>
        <message>
            <source>Each is a job of its own and may take minutes. You can cancel them in the queue.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ka nngwe ke mosebetsi wa yona mme e ka nka metsotso. O ka di hlakola moleng.</translation>
        </message>
        <message>
            <source>Export stems and MIDI into</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntshetsa di-stem le MIDI ho</translation>
        </message>
        <message>
            <source>Files forgotten: %d. They were not deleted.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tse lebetsweng: %d. Ha di a hlakolwa.</translation>
        </message>
        <message>
            <source>Look for the missing songs in</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Batla dipina tse lahlehileng ho</translation>
        </message>
        <message>
            <source>Looking for missing songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho batlwa dipina tse lahlehileng</translation>
        </message>
        <message>
            <source>None of them lies in “%s”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho le e nngwe ya tsona e ho “%s”.</translation>
        </message>
        <message>
            <source>None of these songs can be read now.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho le e nngwe ya dipina tsena e ka balwang jwale.</translation>
        </message>
        <message>
            <source>Put %s into the queue?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya %s moleng?</translation>
        </message>
        <message>
            <source>Remove</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tlosa</translation>
        </message>
        <message>
            <source>Remove %s from the library?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tlosa %s laeboraring?</translation>
        </message>
        <message>
            <source>Rights are stated for %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditokelo di boletswe: %s.</translation>
        </message>
        <message>
            <source>Score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dintlha</translation>
        </message>
        <message>
            <source>Score of “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dintlha tsa “%s”</translation>
        </message>
        <message>
            <source>Separate and export</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Arola o ntshe</translation>
        </message>
        <message>
            <source>The library is as it was before.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Laeborari e sa le jwalo ka pele.</translation>
        </message>
        <message>
            <source>Try the folder above it, or the drive they were moved to.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Leka foldara e ka hodimo ho yona, kapa draeve eo di isitsweng ho yona.</translation>
        </message>
        <message>
            <source>Watched folder “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foldara e shebilweng “%s”</translation>
        </message>
        <message>
            <source>Your files stay where they are. What the studio made of these songs (stems, analysis, scores, labels) is removed from the library.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tsa hao di dula moo di leng teng. Seo studio e se entseng ka dipina tsena (di-stem, tshekatsheko, dintlha, dilebole) se tloswa laeboraring.</translation>
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
            <translation type="unfinished">%s ha e utlwe mmino. MusicGen style e a o utlwa: sheba Lokisa engine.</translation>
        </message>
        <message>
            <source>%s cannot hear music; choose %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s ha e utlwe mmino; kgetha %s.</translation>
        </message>
        <message>
            <source>Closeness</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho atamela</translation>
        </message>
        <message>
            <source>How close takes come to it: 1 is free, 3 is usual.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hore na di-take di e atamela hakae: 1 e lokolohile, 3 e tlwaelehile.</translation>
        </message>
        <message>
            <source>How many seconds of the song are heard.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hore na ho utlwahala metsotswana e mekae ya pina.</translation>
        </message>
        <message>
            <source>How much your words weigh beside the song: 1 is no more than it does, 5 is usual.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hore na mantswe a hao a na le boima bo bokae pela pina: 1 ha e e fete, 5 e tlwaelehile.</translation>
        </message>
        <message>
            <source>Length of the excerpt</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolelele ba sekotwana</translation>
        </message>
        <message>
            <source>Like “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Jwalo ka “%s”</translation>
        </message>
        <message>
            <source>Music (*.wav *.flac *.aiff *.aif *.mp3 *.m4a *.ogg *.opus);;All files (*)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mmino (*.wav *.flac *.aiff *.aif *.mp3 *.m4a *.ogg *.opus);;Difaele tsohle (*)</translation>
        </message>
        <message>
            <source>Sound like a song…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwahala jwalo ka pina…</translation>
        </message>
        <message>
            <source>Sound like nothing in particular</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se utlwahale jwalo ka letho</translation>
        </message>
        <message>
            <source>Sound like which song?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwahala jwalo ka pina efe?</translation>
        </message>
        <message>
            <source>Weight of the words</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boima ba mantswe</translation>
        </message>
        <message>
            <source>close (%d)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e haufi (%d)</translation>
        </message>
        <message>
            <source>closeness %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho atamela %d</translation>
        </message>
        <message>
            <source>free (1)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e lokolohile (1)</translation>
        </message>
        <message>
            <source>from %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho tloha ho %s</translation>
        </message>
        <message>
            <source>or drop one here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kapa o hulele e le nngwe mona</translation>
        </message>
        <message>
            <source>words × %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">mantswe × %d</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>%d songs go on where they were.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dipina tse %d di tswela pele moo di neng di le teng.</translation>
        </message>
        <message>
            <source>1 song goes on where it was.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">pina e 1 e tswela pele moo e neng e le teng.</translation>
        </message>
        <message>
            <source>Everything works as it is: no account, no net. Larger models can be added.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsohle di sebetsa jwalo ka ha di le jwalo: ha ho akhaonto, ha ho inthanete. Dimodele tse kgolo di ka kenngwa.</translation>
        </message>
        <message>
            <source>Open songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula dipina</translation>
        </message>
        <message>
            <source>Set up engine</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lokisa engine</translation>
        </message>
        <message>
            <source>Show it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E bontshe</translation>
        </message>
        <message>
            <source>Show the queue</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bontsha mola</translation>
        </message>
        <message>
            <source>The label is in “%s”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lebole e ho “%s”.</translation>
        </message>
        <message>
            <source>The queue</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mola</translation>
        </message>
        <message>
            <source>This is a piece of ours to try things on. Drop a song of yours whenever you like.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ena ke pina ya rona ya ho leka dintho. Hulela pina ya hao mona neng kapa neng.</translation>
        </message>
        <message>
            <source>queue: %d of %d left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">mola: ho setse %d ho %d</translation>
        </message>
        <message>
            <source>“%s” is ready.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” e lokile.</translation>
        </message>
    </context>
    <context>
        <name>Make</name>
        <message>
            <source>    made again with: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">    e entswe hape ka: %s</translation>
        </message>
        <message>
            <source>    weakest: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">    e fokolang ka ho fetisisa: %s</translation>
        </message>
        <message>
            <source>%d bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-bar tse %d</translation>
        </message>
        <message>
            <source>%d bars, %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-bar tse %d, %s</translation>
        </message>
        <message>
            <source>%d min</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%d mets</translation>
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
            <translation type="unfinished">%s (pakeng tsa %.2f le %.2f)</translation>
        </message>
        <message>
            <source>%s LUFS</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s LUFS</translation>
        </message>
        <message>
            <source>%s of sound</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s ya modumo</translation>
        </message>
        <message>
            <source>About %s for all.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hoo e ka bang %s bakeng sa tsohle.</translation>
        </message>
        <message>
            <source>Asked for</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se kopilweng</translation>
        </message>
        <message>
            <source>Attempt %d scores %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Teko ya %d e fumane %s.</translation>
        </message>
        <message>
            <source>Attempt %d scores %s: it passed.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Teko ya %d e fumane %s: e fetile.</translation>
        </message>
        <message>
            <source>Attempt %d scores %s: too little, so it was rejected.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Teko ya %d e fumane %s: e nyane haholo, kahoo e hannwe.</translation>
        </message>
        <message>
            <source>Attempt %d was kept: it has the highest score.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Teko ya %d e bolokilwe: e na le dintlha tse hodimo ka ho fetisisa.</translation>
        </message>
        <message>
            <source>Attempt %d: %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Teko ya %d: %s.</translation>
        </message>
        <message>
            <source>Change of</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phetoho ya</translation>
        </message>
        <message>
            <source>Decided</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho entswe qeto</translation>
        </message>
        <message>
            <source>How long it takes is known after the first take.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Nako eo e e nkang e tsejwa kamora take ya pele.</translation>
        </message>
        <message>
            <source>It will be made in smaller batches.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E tla etswa ka dihlopha tse nyane.</translation>
        </message>
        <message>
            <source>Licence</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Laesense</translation>
        </message>
        <message>
            <source>Made by</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E entswe ke</translation>
        </message>
        <message>
            <source>Needs %.1f of %.0f GB of graphics memory.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E hloka %.1f ho %.0f GB ya memori ya GPU.</translation>
        </message>
        <message>
            <source>No graphics card: it runs on the processor, which is slow.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho karete ya GPU: e sebetsa porosesareng, mme e butle.</translation>
        </message>
        <message>
            <source>Nobody judged this take: the gate was off.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho ya ahlotseng take ena: heke e ne e tingwe.</translation>
        </message>
        <message>
            <source>Not understood</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha e utlwisisehe</translation>
        </message>
        <message>
            <source>Prompt</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mantswe</translation>
        </message>
        <message>
            <source>Revision</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntjhafatso</translation>
        </message>
        <message>
            <source>Seed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Peo</translation>
        </message>
        <message>
            <source>The gate asks for a score of %.2f; it never throws a take away.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Heke e kopa dintlha tse %.2f; ha e lahle take le ka mohla.</translation>
        </message>
        <message>
            <source>it could not be judged</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e a kgona ho ahlolwa</translation>
        </message>
        <message>
            <source>none</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e yo</translation>
        </message>
        <message>
            <source>seed %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">peo %d</translation>
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
            <translation type="unfinished">Ho fetolwa “%s”, peo %d</translation>
        </message>
        <message>
            <source>Ctrl+Return, or G outside of the text</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ctrl+Return, kapa G ka ntle ho mongolo</translation>
        </message>
        <message>
            <source>Made by</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E entswe ke</translation>
        </message>
        <message>
            <source>Make %d takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa di-take tse %d</translation>
        </message>
        <message>
            <source>Make 1 take</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa take e 1</translation>
        </message>
        <message>
            <source>Make new takes instead</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa di-take tse ntjha bakeng sa moo</translation>
        </message>
        <message>
            <source>Seed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Peo</translation>
        </message>
        <message>
            <source>Takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-take</translation>
        </message>
        <message>
            <source>The same seed, the same takes. Unlocked, every press brings new ones.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Peo e tshwanang, di-take tse tshwanang. Ha e notlolotswe, ho tobetsa ka nngwe ho tlisa tse ntjha.</translation>
        </message>
        <message>
            <source>What do you want to hear?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">O batla ho utlwang?</translation>
        </message>
        <message>
            <source>What shall be different?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho fapane eng?</translation>
        </message>
        <message>
            <source>Who makes it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ya e etsang</translation>
        </message>
        <message>
            <source>Wishes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditakatso</translation>
        </message>
        <message>
            <source>busier log drum · darker · new chords · replace the second drop</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">busier log drum · darker · new chords · replace the second drop</translation>
        </message>
        <message>
            <source>keep</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">boloka</translation>
        </message>
        <message>
            <source>private school, 112 bpm, F minor, soulful Rhodes, soft log drum</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">private school, 112 bpm, F minor, soulful Rhodes, soft log drum</translation>
        </message>
        <message>
            <source>stems and MIDI, any computer, takes are yours</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">stem, MIDI, motjhini ofe kapa ofe, tsa hao</translation>
        </message>
        <message>
            <source>stems and MIDI, takes are yours</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-stem le MIDI, di-take ke tsa hao</translation>
        </message>
        <message>
            <source>takes may NOT be sold</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-take HA DI a dumellwa ho rekiswa</translation>
        </message>
        <message>
            <source>takes may be sold</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-take di ka rekiswa</translation>
        </message>
    </context>
    <context>
        <name>MakePage</name>
        <message>
            <source>Copy file (%s)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopitsa faele (%s)</translation>
        </message>
        <message>
            <source>Playback has stopped and was started again.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho bapala ho emile, mme ho qadilwe hape.</translation>
        </message>
        <message>
            <source>The engine that made this take is not installed any more.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Engine e entseng take ena ha e sa kenngwa.</translation>
        </message>
        <message>
            <source>The file is still being copied. Drag it again in a moment.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Faele e ntse e kopitswa. E hule hape ka mora nakwana.</translation>
        </message>
        <message>
            <source>The take's file is no longer there: %s. Make the take again from its recipe.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Faele ya take ha e sa le teng: %s. Etsa take hape ka resepe ya yona.</translation>
        </message>
        <message>
            <source>“%s” is copied: paste it into a folder or your DAW.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” e kopitsitswe: e kgomaretse foldareng kapa DAW ya hao.</translation>
        </message>
    </context>
    <context>
        <name>MakeScreen</name>
        <message>
            <source>A folder holds takes or songs; pieces of the same name are compared, made equally loud and long, and named so that nothing tells them apart. Neither the title nor the test's folder may name a system.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foldara e na le di-take kapa dipina; dikotwana tsa lebitso le le leng di a bapiswa, di etswa hore di lekane ka modumo le bolelele, di rewa ka tsela e sa senoleng letho. Sehlooho le foldara ya teko ha di a lokela ho bolela lebitso la tsamaiso.</translation>
        </message>
        <message>
            <source>A new test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Teko e ntjha</translation>
        </message>
        <message>
            <source>Back</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Morao</translation>
        </message>
        <message>
            <source>First system</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsamaiso ya pele</translation>
        </message>
        <message>
            <source>Folder…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foldara…</translation>
        </message>
        <message>
            <source>Listening test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Teko ya ho mamela</translation>
        </message>
        <message>
            <source>Make the test…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa teko…</translation>
        </message>
        <message>
            <source>Making all alike…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho lekanngwa tsohle…</translation>
        </message>
        <message>
            <source>Name of a system</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lebitso la tsamaiso</translation>
        </message>
        <message>
            <source>Raters</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Baahlodi</translation>
        </message>
        <message>
            <source>Second system</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsamaiso ya bobedi</translation>
        </message>
        <message>
            <source>Takes or songs of this system</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-take kapa dipina tsa tsamaiso ena</translation>
        </message>
        <message>
            <source>Title</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sehlooho</translation>
        </message>
        <message>
            <source>Trials each</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipotoloho ka mong</translation>
        </message>
        <message>
            <source>Trials for each rater</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipotoloho tsa moahlodi ka mong</translation>
        </message>
        <message>
            <source>another</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">le leng</translation>
        </message>
        <message>
            <source>no folder yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha ho foldara hajwale</translation>
        </message>
        <message>
            <source>one name, such as plain</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">lebitso, mohl. plain</translation>
        </message>
    </context>
    <context>
        <name>Making</name>
        <message>
            <source>%s, continued</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s, e tswetswe pele</translation>
        </message>
        <message>
            <source>%s, varied</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s, e fapantshitswe</translation>
        </message>
        <message>
            <source>Take %d: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Take %d: %s</translation>
        </message>
        <message>
            <source>free choice</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kgetho e lokolohileng</translation>
        </message>
    </context>
    <context>
        <name>MarkerRow</name>
        <message>
            <source>%s over the song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s pineng yohle</translation>
        </message>
        <message>
            <source>1 says: %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">1 e bolela: %s.</translation>
        </message>
        <message>
            <source>The passages are listed in the table below.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditemana di badilwe tafoleng e ka tlase.</translation>
        </message>
    </context>
    <context>
        <name>Material</name>
        <message>
            <source>Add a folder of songs first.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya foldara ya dipina pele.</translation>
        </message>
        <message>
            <source>All folders are imported.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difoldara tsohle di kentswe.</translation>
        </message>
        <message>
            <source>Choose a folder.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetha foldara.</translation>
        </message>
        <message>
            <source>Import songs first: step 1.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya dipina pele: mohato wa 1.</translation>
        </message>
        <message>
            <source>No song may be trained on yet. Step 2 says of each why not.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho pina eo ho ka kwetliswang ka yona hajwale. Mohato wa 2 o bolela ka nngwe hore hobaneng.</translation>
        </message>
        <message>
            <source>Say where the permission for “%s” is written down.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolela moo tumello ya “%s” e ngotsweng teng.</translation>
        </message>
        <message>
            <source>Say which rights you have in “%s”: nothing without rights is ever trained on.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolela hore o na le ditokelo dife ho “%s”: ha ho kwetliswe le ka mohla ka se se nang ditokelo.</translation>
        </message>
        <message>
            <source>There is nothing at “%s”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho ho “%s”.</translation>
        </message>
        <message>
            <source>Wait for what is working.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Emela se sebetsang.</translation>
        </message>
        <message>
            <source>stated by the user for this song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e boletswe ke mosebedisi bakeng sa pina ena</translation>
        </message>
    </context>
    <context>
        <name>Meter</name>
        <message>
            <source>Master level</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boemo bo ka sehlohong</translation>
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
            <translation type="unfinished">mehato e %s</translation>
        </message>
        <message>
            <source>A folder of multitracks</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foldara ya di-multitrack</translation>
        </message>
        <message>
            <source>A folder with a MusicGen</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foldara e nang le MusicGen</translation>
        </message>
        <message>
            <source>A folder…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foldara…</translation>
        </message>
        <message>
            <source>Base</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Motheo</translation>
        </message>
        <message>
            <source>Base model</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modele wa motheo</translation>
        </message>
        <message>
            <source>Budget in US dollars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tekanyetso ka didolara tsa Amerika</translation>
        </message>
        <message>
            <source>Budget, USD</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tekanyetso, USD</translation>
        </message>
        <message>
            <source>How long a step takes here is not known before the first ones; the Running step shows it then.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Nako eo mohato o e nkang mona ha e tsejwe pele ho ya pele; mohato wa E a sebetsa o tla e bontsha.</translation>
        </message>
        <message>
            <source>It renders two minutes of our own music and trains a small separator on it: the whole way, quickly.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E etsa metsotso e mmedi ya mmino wa rona mme e kwetlisa searodi se senyane ka ona: tsela yohle, ka potlako.</translation>
        </message>
        <message>
            <source>Learns from</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E ithuta ho</translation>
        </message>
        <message>
            <source>Listen and judge every</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mamela o ahlole ka mora</translation>
        </message>
        <message>
            <source>LoRA of rank %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">LoRA ya rank %d</translation>
        </message>
        <message>
            <source>Model and preset</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modele le preset</translation>
        </message>
        <message>
            <source>Multitracks…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-multitrack…</translation>
        </message>
        <message>
            <source>MusicGen, fine-tuned on your data set</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">MusicGen, e lokisitsweng ka sete ya hao ya data</translation>
        </message>
        <message>
            <source>Preset</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Preset</translation>
        </message>
        <message>
            <source>Previews at each look</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-preview tekolong ka nngwe</translation>
        </message>
        <message>
            <source>Price, USD an hour</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Theko, USD ka hora</translation>
        </message>
        <message>
            <source>Small demo: no GPU, no songs, minutes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Demo e nyane: ha ho GPU, ha ho dipina, metsotso</translation>
        </message>
        <message>
            <source>Start training</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qala ho kwetlisa</translation>
        </message>
        <message>
            <source>Steps</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mehato</translation>
        </message>
        <message>
            <source>That is more than the card has (%.0f GB): choose a smaller preset, or a smaller base.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Seo se feta seo karete e nang le sona (%.0f GB): kgetha preset e nyane, kapa motheo o monyane.</translation>
        </message>
        <message>
            <source>The separator, on multitracks</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Searodi, ka di-multitrack</translation>
        </message>
        <message>
            <source>There is no NVIDIA GPU here: the small demo trains on the processor; anything larger takes days.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho GPU ya NVIDIA mona: demo e nyane e kwetlisa porosesareng; se seholo ho feta moo se nka matsatsi.</translation>
        </message>
        <message>
            <source>This machine has %(name)s with %(gb).0f GB.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Motjhini ona o na le %(name)s e nang le %(gb).0f GB.</translation>
        </message>
        <message>
            <source>Time as measured on this machine in earlier trainings.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Nako jwalo ka ha e lekantswe motjhining ona dikwetlisong tsa pele.</translation>
        </message>
        <message>
            <source>Time of an A100, from a published run by the number of weights; other cards differ.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Nako ya A100, kwetlisong e phatlaladitsweng, ka palo ya di-weight; dikarete tse ding di a fapana.</translation>
        </message>
        <message>
            <source>US dollars an hour</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Didolara tsa Amerika ka hora</translation>
        </message>
        <message>
            <source>What it takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se hlokahalang</translation>
        </message>
        <message>
            <source>What learns from the data set. Time, memory and cost are told before anything begins.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se ithutang seteng ya data. Nako, memori le ditjeho di bolelwa pele eng kapa eng e qala.</translation>
        </message>
        <message>
            <source>about %.1f GB of the card's memory</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">hoo e ka bang %.1f GB ya memori ya karete</translation>
        </message>
        <message>
            <source>about %.1f days</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">hoo e ka bang matsatsi a %.1f</translation>
        </message>
        <message>
            <source>about %.1f hours</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">hoo e ka bang dihora tse %.1f</translation>
        </message>
        <message>
            <source>about %.2f USD</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">hoo e ka bang %.2f USD</translation>
        </message>
        <message>
            <source>about %d minutes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">hoo e ka bang metsotso e %d</translation>
        </message>
        <message>
            <source>all weights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-weight tsohle</translation>
        </message>
        <message>
            <source>nothing chosen</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha ho letho le kgethilweng</translation>
        </message>
        <message>
            <source>processor: very small</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">porosesara: e nyane haholo</translation>
        </message>
        <message>
            <source>stop where a look says no-go (35 % of the previews must pass; 100 or more tell)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">emisa moo tekolo e reng ho se tswelwe pele (35 % ya di-preview e tlameha ho feta; tse 100 kapa ho feta di a bolela)</translation>
        </message>
        <message>
            <source>time not known yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">nako ha e eso tsejwe</translation>
        </message>
    </context>
    <context>
        <name>NoteStore</name>
        <message>
            <source>The song shows what was heard; the file is kept as %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pina e bontsha se utlwahetseng; faele e bolokilwe e le %s.</translation>
        </message>
        <message>
            <source>They are kept in the window and saved as soon as there is room.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di bolokilwe fensetereng, mme di tla bolokwa hang ha sebaka se le teng.</translation>
        </message>
        <message>
            <source>Your edits could not be saved: %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diphetoho tsa hao ha di a kgona ho bolokwa: %s.</translation>
        </message>
    </context>
    <context>
        <name>NotesPage</name>
        <message>
            <source>%d notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dinoto tse %d</translation>
        </message>
        <message>
            <source>%s, %d chosen</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s, ho kgethilwe %d</translation>
        </message>
        <message>
            <source>1 note</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">noto e 1</translation>
        </message>
        <message>
            <source>Bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-bar</translation>
        </message>
        <message>
            <source>Change lengths</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fetola bolelele</translation>
        </message>
        <message>
            <source>Change velocities</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fetola di-velocity</translation>
        </message>
        <message>
            <source>Chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-chord</translation>
        </message>
        <message>
            <source>Delete notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola dinoto</translation>
        </message>
        <message>
            <source>Drag the MIDI of this stem into your DAW</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hulela MIDI ya stem sena DAW ya hao</translation>
        </message>
        <message>
            <source>Duplicate notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pheta dinoto</translation>
        </message>
        <message>
            <source>Move notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsamaisa dinoto</translation>
        </message>
        <message>
            <source>No notes were heard in this stem</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho dinoto tse utlwahetseng ho stem sena</translation>
        </message>
        <message>
            <source>Notes follow once the stems are done</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dinoto di latela ha di-stem di fedile</translation>
        </message>
        <message>
            <source>Notes of %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dinoto tsa %s</translation>
        </message>
        <message>
            <source>Quantise</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Quantise</translation>
        </message>
        <message>
            <source>This stem was not transcribed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Stem sena ha se a ngolwa dinoto</translation>
        </message>
        <message>
            <source>Velocities</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-velocity</translation>
        </message>
        <message>
            <source>saved</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e bolokilwe</translation>
        </message>
        <message>
            <source>saving…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e a bolokwa…</translation>
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
            <translation type="unfinished">Bar</translation>
        </message>
        <message>
            <source>Beats</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-beat</translation>
        </message>
        <message>
            <source>Chord</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Chord</translation>
        </message>
        <message>
            <source>Chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-chord</translation>
        </message>
        <message>
            <source>From</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho tloha</translation>
        </message>
        <message>
            <source>Function</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mosebetsi wa chord</translation>
        </message>
        <message>
            <source>Length</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolelele</translation>
        </message>
        <message>
            <source>Note</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Noto</translation>
        </message>
        <message>
            <source>Notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dinoto</translation>
        </message>
        <message>
            <source>Notes and chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dinoto le di-chord</translation>
        </message>
        <message>
            <source>Numeral</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Numeral</translation>
        </message>
        <message>
            <source>Section</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Karolo</translation>
        </message>
        <message>
            <source>Sections</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikarolo</translation>
        </message>
        <message>
            <source>Sure</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bonnete</translation>
        </message>
        <message>
            <source>Tempo here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tempo mona</translation>
        </message>
        <message>
            <source>Time</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Nako</translation>
        </message>
        <message>
            <source>To</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho ya</translation>
        </message>
        <message>
            <source>Velocity</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Velocity</translation>
        </message>
    </context>
    <context>
        <name>Notice</name>
        <message>
            <source>Close this message</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwala molaetsa ona</translation>
        </message>
        <message>
            <source>Copy details</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kopitsa dintlha</translation>
        </message>
    </context>
    <context>
        <name>Operations</name>
        <message>
            <source>Import of “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho kenngwa ha “%s”</translation>
        </message>
        <message>
            <source>One-shots of “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-one-shot tsa “%s”</translation>
        </message>
        <message>
            <source>Score of “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dintlha tsa “%s”</translation>
        </message>
        <message>
            <source>Your file is untouched and your other songs are not affected.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Faele ya hao ha e a angwa mme dipina tsa hao tse ding ha di amehe.</translation>
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
            <translation type="unfinished">Lenane la ditaelo</translation>
        </message>
        <message>
            <source>Commands</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditaelo</translation>
        </message>
        <message>
            <source>Enter does it, Esc closes.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Enter e a e etsa, Esc e a kwala.</translation>
        </message>
        <message>
            <source>Find a command</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fumana taelo</translation>
        </message>
        <message>
            <source>Nothing is called that.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho le nang le lebitso leo.</translation>
        </message>
        <message>
            <source>What do you want to do?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">O batla ho etsang?</translation>
        </message>
    </context>
    <context>
        <name>PanKnob</name>
        <message>
            <source>%s to the left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s ka letsohong le letshehadi</translation>
        </message>
        <message>
            <source>%s to the right</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s ka letsohong le letona</translation>
        </message>
        <message>
            <source>centre</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">bohareng</translation>
        </message>
    </context>
    <context>
        <name>PartStrip</name>
        <message>
            <source>Left and Right choose a part, Shift with them moves its end. The table below lists the parts.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Left le Right di kgetha karolwana, Shift le tsona e tsamaisa pheletso ya yona. Tafole e ka tlase e bala dikarolwana.</translation>
        </message>
        <message>
            <source>Parts of the song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikarolwana tsa pina</translation>
        </message>
        <message>
            <source>part</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">karolwana</translation>
        </message>
    </context>
    <context>
        <name>PassagesPanel</name>
        <message>
            <source>Bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-bar</translation>
        </message>
        <message>
            <source>Choose a passage, or drag over a marker to mark one of your own</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetha temana, kapa o hule hodima letshwao ho tshwaya ya hao</translation>
        </message>
        <message>
            <source>Contest this passage…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hanyetsa temana ena…</translation>
        </message>
        <message>
            <source>Passages that speak for and against the marker</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditemana tse dumelang le tse hanyetsang letshwao</translation>
        </message>
        <message>
            <source>Speaks</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E bolela</translation>
        </message>
        <message>
            <source>Strength</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Matla</translation>
        </message>
        <message>
            <source>Time</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Nako</translation>
        </message>
        <message>
            <source>What was heard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se utlwahetseng</translation>
        </message>
        <message>
            <source>a passage of your own</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">temana ya hao</translation>
        </message>
    </context>
    <context>
        <name>PendingCard</name>
        <message>
            <source>%s of %s there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s ho %s e teng</translation>
        </message>
        <message>
            <source>%s, %s left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s, ho setse %s</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola</translation>
        </message>
        <message>
            <source>Cancel %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola %s</translation>
        </message>
        <message>
            <source>Hear what is there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwa se seng se le teng</translation>
        </message>
        <message>
            <source>Hear what is there of %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwa se seng se le teng sa %s</translation>
        </message>
        <message>
            <source>Take %d: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Take %d: %s</translation>
        </message>
        <message>
            <source>starting</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e a qala</translation>
        </message>
        <message>
            <source>waiting</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e emetse</translation>
        </message>
    </context>
    <context>
        <name>PianoRoll</name>
        <message>
            <source>Piano roll</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Piano roll</translation>
        </message>
        <message>
            <source>The table of notes below holds the same notes.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tafole ya dinoto e ka tlase e na le dinoto tse tshwanang.</translation>
        </message>
    </context>
    <context>
        <name>PianoRollEditor</name>
        <message>
            <source>Arrows move the chosen notes, with Shift they change the length, Alt and arrows choose the next note, Insert draws one, Delete deletes, Q quantises. The table of notes below holds the same notes.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Metsu e tsamaisa dinoto tse kgethilweng, ka Shift e fetola bolelele, Alt le metsu di kgetha noto e latelang, Insert e taka noto, Delete e a hlakola, Q e etsa quantise. Tafole ya dinoto e ka tlase e na le dinoto tse tshwanang.</translation>
        </message>
        <message>
            <source>Change lengths</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fetola bolelele</translation>
        </message>
        <message>
            <source>Delete notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola dinoto</translation>
        </message>
        <message>
            <source>Draw a note</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Taka noto</translation>
        </message>
        <message>
            <source>Move notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsamaisa dinoto</translation>
        </message>
        <message>
            <source>Piano roll, editable</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Piano roll, e ka fetolwa</translation>
        </message>
    </context>
    <context>
        <name>PlayLine</name>
        <message>
            <source>Position %s of %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebaka %s ho %s</translation>
        </message>
    </context>
    <context>
        <name>Playback</name>
        <message>
            <source>The song's files are untouched.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tsa pina ha di a angwa.</translation>
        </message>
        <message>
            <source>no sound card: silent</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha ho karete ya modumo: ho kgutsitse</translation>
        </message>
        <message>
            <source>sound on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">modumo o a utlwahala</translation>
        </message>
    </context>
    <context>
        <name>Problems</name>
        <message>
            <source>%d things could not be done. The last: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dintho tse %d ha di a kgona ho etswa. Ya ho qetela: %s</translation>
        </message>
        <message>
            <source>%s (%d times)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s (ka makgetlo a %d)</translation>
        </message>
        <message>
            <source>Retry</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Leka hape</translation>
        </message>
        <message>
            <source>The queue lists each of them.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mola o bala ka nngwe.</translation>
        </message>
    </context>
    <context>
        <name>ProgressBar</name>
        <message>
            <source>Progress %d percent</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tswelopele ke diphesente tse %d</translation>
        </message>
    </context>
    <context>
        <name>ProjectDialog</name>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwala</translation>
        </message>
        <message>
            <source>Go back to this state</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgutlela boemong bona</translation>
        </message>
        <message>
            <source>Going back loses nothing: the present state is kept as well.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho kgutla ha ho lahle letho: boemo ba jwale le bona bo a bolokwa.</translation>
        </message>
        <message>
            <source>Nothing yet. Open a song, then choose “Add the song to the project”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho hajwale. Bula pina, ebe o kgetha “Kenya pina projekeng”.</translation>
        </message>
        <message>
            <source>Open</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula</translation>
        </message>
        <message>
            <source>Project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Projeke</translation>
        </message>
        <message>
            <source>Songs and takes of the project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina le di-take tsa projeke</translation>
        </message>
        <message>
            <source>States that were kept</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Maemo a bolokilweng</translation>
        </message>
        <message>
            <source>States that were kept, newest first</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Maemo a bolokilweng, a matjha pele</translation>
        </message>
        <message>
            <source>Take out</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntsha projekeng</translation>
        </message>
        <message>
            <source>song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">pina</translation>
        </message>
        <message>
            <source>take</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">take</translation>
        </message>
    </context>
    <context>
        <name>ProjectKeeper</name>
        <message>
            <source>Your edits stay in the window, and are written as soon as it can be.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diphetoho tsa hao di dula fensetereng, mme di ngolwa hang ha ho kgoneha.</translation>
        </message>
    </context>
    <context>
        <name>ProjectMenu</name>
        <message>
            <source>%(found)d of %(wanted)d files were found.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tse %(found)d ho tse %(wanted)d di fumanwe.</translation>
        </message>
        <message>
            <source>%d files of yours were not found.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tsa hao tse %d ha di a fumanwa.</translation>
        </message>
        <message>
            <source>1 file of yours was not found.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Faele ya hao e 1 ha e a fumanwa.</translation>
        </message>
        <message>
            <source>All files are in the project's folder.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tsohle di foldareng ya projeke.</translation>
        </message>
        <message>
            <source>All files of the project are there, and are what they were.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tsohle tsa projeke di teng, mme di sa le jwalo ka ha di ne di le jwalo.</translation>
        </message>
        <message>
            <source>Everything that was missing is found: %d files.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsohle tse neng di lahlehile di fumanwe: difaele tse %d.</translation>
        </message>
        <message>
            <source>Find missing files: choose a folder to look in</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fumana difaele tse lahlehileng: kgetha foldara eo ho lokelang ho shejwa ho yona</translation>
        </message>
        <message>
            <source>It can be copied or sent.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E ka kopitswa kapa ya romelwa.</translation>
        </message>
        <message>
            <source>Look in another folder, such as a copy of the project.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sheba foldareng e nngwe, jwalo ka khopi ya projeke.</translation>
        </message>
        <message>
            <source>New project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Projeke e ntjha</translation>
        </message>
        <message>
            <source>None yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha di eso be teng</translation>
        </message>
        <message>
            <source>Open project: choose its folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula projeke: kgetha foldara ya yona</translation>
        </message>
        <message>
            <source>Recent projects</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diprojeke tsa moraorao</translation>
        </message>
        <message>
            <source>Save project as</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boloka projeke e le</translation>
        </message>
    </context>
    <context>
        <name>ProjectWork</name>
        <message>
            <source>Connect its disk, or choose where it is now with “Open project…”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hokela disk ya yona, kapa kgetha moo e leng teng jwale ka “Bula projeke…”.</translation>
        </message>
        <message>
            <source>Go back to %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgutlela ho %s</translation>
        </message>
        <message>
            <source>Make one with “New project…” first.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa e le nngwe ka “Projeke e ntjha…” pele.</translation>
        </message>
        <message>
            <source>New project</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Projeke e ntjha</translation>
        </message>
        <message>
            <source>No project is open.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho projeke e butsweng.</translation>
        </message>
        <message>
            <source>The project “%s” is not where it was.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Projeke “%s” ha e yo moo e neng e le teng.</translation>
        </message>
        <message>
            <source>The studio was not closed as usual, so “%s” was not saved. Close this message to keep them.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Studio ha se a kwalwa ka tlwaelo, kahoo “%s” ha e a bolokwa. Kwala molaetsa ona ho di boloka.</translation>
        </message>
        <message>
            <source>Your edits are kept in your own folder. Save the project under another name to write it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diphetoho tsa hao di bolokilwe foldareng ya hao. Boloka projeke ka lebitso le leng hore e ngolwe.</translation>
        </message>
        <message>
            <source>Your edits of %s are back.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diphetoho tsa hao tsa %s di kgutlile.</translation>
        </message>
        <message>
            <source>“%(name)s” could not be read; its state of %(time)s is open.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%(name)s” ha e a kgona ho balwa; ho butswe boemo ba yona ba %(time)s.</translation>
        </message>
        <message>
            <source>“%s” can be read here, but not written.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” e ka balwa mona, empa e ke ke ya ngolwa.</translation>
        </message>
        <message>
            <source>“%s” is in the project.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” e projekeng.</translation>
        </message>
    </context>
    <context>
        <name>Publishing</name>
        <message>
            <source>Use small letters, digits, dots and dashes.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebedisa ditlhaku tse nyane, dinomoro, dikgutlo le di-dash.</translation>
        </message>
        <message>
            <source>“%s” cannot be the name of a model.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” e ke ke ya ba lebitso la modele.</translation>
        </message>
    </context>
    <context>
        <name>QPlatformTheme</name>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola</translation>
        </message>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwala</translation>
        </message>
        <message>
            <source>OK</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho lokile</translation>
        </message>
    </context>
    <context>
        <name>QWidget</name>
        <message>
            <source>in</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e ka hare</translation>
        </message>
        <message>
            <source>licensed to me for training</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ke na le laesense ya ho kwetlisa</translation>
        </message>
        <message>
            <source>mine</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ya ka</translation>
        </message>
        <message>
            <source>no rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha ho ditokelo</translation>
        </message>
        <message>
            <source>not stated</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e a bolelwa</translation>
        </message>
        <message>
            <source>research only</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dipatlisiso feela</translation>
        </message>
        <message>
            <source>which rights?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ditokelo dife?</translation>
        </message>
    </context>
    <context>
        <name>Queue</name>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola</translation>
        </message>
        <message>
            <source>Retry</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Leka hape</translation>
        </message>
        <message>
            <source>Show</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bontsha</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e hlakotswe</translation>
        </message>
        <message>
            <source>done</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e fedile</translation>
        </message>
        <message>
            <source>failed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e hlolehile</translation>
        </message>
        <message>
            <source>goes on at the next start</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e tswela pele qalong e latelang</translation>
        </message>
        <message>
            <source>starting</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e a qala</translation>
        </message>
        <message>
            <source>waiting</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e emetse</translation>
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
            <translation type="unfinished">Ahlola</translation>
        </message>
        <message>
            <source>Label</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lebole</translation>
        </message>
        <message>
            <source>Library</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Laeborari</translation>
        </message>
        <message>
            <source>Make</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa</translation>
        </message>
        <message>
            <source>Notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dinoto</translation>
        </message>
        <message>
            <source>Song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pina</translation>
        </message>
        <message>
            <source>Split</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Arola</translation>
        </message>
        <message>
            <source>Train</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwetlisa</translation>
        </message>
    </context>
    <context>
        <name>RaterScreen</name>
        <message>
            <source>%d of %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%d ho %d</translation>
        </message>
        <message>
            <source>%d of %d raters are done: end the test…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Baahlodi ba %d ho ba %d ba qetile: fedisa teko…</translation>
        </message>
        <message>
            <source>%d trials, one piece each: you say what you hear.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipotoloho tse %d, sekotwana se le seng ka nngwe: o bolela seo o se utlwang.</translation>
        </message>
        <message>
            <source>%d trials, two versions each: you hear both in step and say which one.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipotoloho tse %d, diphetolelo tse pedi ka nngwe: o di utlwa ka bobedi ka nako e le nngwe mme o bolela hore ke efe.</translation>
        </message>
        <message>
            <source>%d trials: you hear several versions in step with a reference and rate each.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipotoloho tse %d: o utlwa diphetolelo tse mmalwa ka nako e le nngwe le referense, o fe ka nngwe dintlha.</translation>
        </message>
        <message>
            <source>About %d minutes; pause whenever you like. What is what stays hidden until the end.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hoo e ka bang metsotso e %d; emisa hanyane neng kapa neng. Hore eng ke eng ho dula ho patilwe ho fihlela qetellong.</translation>
        </message>
        <message>
            <source>Another test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Teko e nngwe</translation>
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
            <translation type="unfinished">E boletswe pele ho voutu ya pele</translation>
        </message>
        <message>
            <source>Delete everything %s said</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola tsohle tse boletsweng ke %s</translation>
        </message>
        <message>
            <source>Delete their answers</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola dikarabo tsa bona</translation>
        </message>
        <message>
            <source>Go on</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tswela pele</translation>
        </message>
        <message>
            <source>I am a</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ke</translation>
        </message>
        <message>
            <source>I hear by</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ke utlwa ka</translation>
        </message>
        <message>
            <source>Language</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Puo</translation>
        </message>
        <message>
            <source>My answers may be kept under this name, for this test.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikarabo tsa ka di ka bolokwa ka lebitso lena, bakeng sa teko ena.</translation>
        </message>
        <message>
            <source>Name</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lebitso</translation>
        </message>
        <message>
            <source>Only the first is needed. You can delete everything you said here at any time.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho hlokahala ya pele feela. O ka hlakola tsohle tseo o di boletseng mona neng kapa neng.</translation>
        </message>
        <message>
            <source>Open the key and see the results</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula senotlolo o bone diphetho</translation>
        </message>
        <message>
            <source>Press again: gone for good</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tobetsa hape: e tla hlakoleha ka ho sa feleng</translation>
        </message>
        <message>
            <source>Results</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diphetho</translation>
        </message>
        <message>
            <source>Scene</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebaka sa mmino</translation>
        </message>
        <message>
            <source>They may also teach models.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di ka ruta le dimodele.</translation>
        </message>
        <message>
            <source>What was declared</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se boletsweng pele</translation>
        </message>
        <message>
            <source>Who listens</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ya mamelang</translation>
        </message>
        <message>
            <source>Years</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dilemo</translation>
        </message>
        <message>
            <source>Years with amapiano</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dilemo o na le amapiano</translation>
        </message>
        <message>
            <source>a name for you, made up if you like</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">lebitso la hao, o ka iqapela ha o rata</translation>
        </message>
        <message>
            <source>dancer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">motantshi</translation>
        </message>
        <message>
            <source>done</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e fedile</translation>
        </message>
        <message>
            <source>headphones</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-headphone</translation>
        </message>
        <message>
            <source>isiZulu, Sesotho, English …</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">isiZulu, Sesotho, English …</translation>
        </message>
        <message>
            <source>listener</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">momamedi</translation>
        </message>
        <message>
            <source>not said</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e a bolelwa</translation>
        </message>
        <message>
            <source>other</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">tse ding</translation>
        </message>
        <message>
            <source>pretoria, soweto, durban, diaspora …</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">pretoria, soweto, durban, diaspora …</translation>
        </message>
        <message>
            <source>producer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">moetsi wa mmino</translation>
        </message>
        <message>
            <source>speakers</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dispikara</translation>
        </message>
        <message>
            <source>years with amapiano</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dilemo o na le amapiano</translation>
        </message>
    </context>
    <context>
        <name>RatingColumn</name>
        <message>
            <source>key %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">konopo %s</translation>
        </message>
        <message>
            <source>not rated</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e na dintlha</translation>
        </message>
        <message>
            <source>playing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e a bapala</translation>
        </message>
    </context>
    <context>
        <name>ResultStep</name>
        <message>
            <source>%d previews with the same wishes and seeds, of both. The test opens on the A/B page.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-preview tse %d tse nang le ditakatso le peo tse tshwanang, tsa bobedi. Teko e bula leqepheng la A/B.</translation>
        </message>
        <message>
            <source>A separator's weights have no card: they lie in %s. Only fine-tuned MusicGens are published.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-weight tsa searodi ha di na karete: di ho %s. Ho phatlalatswa di-MusicGen tse lokisitsweng feela.</translation>
        </message>
        <message>
            <source>Blind A/B against the base</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">A/B e patilweng kgahlanong le motheo</translation>
        </message>
        <message>
            <source>Card</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Karete</translation>
        </message>
        <message>
            <source>Hear the tuned model against its base without knowing which is which; then give it a name.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwa modele o lokisitsweng le motheo wa ona o sa tsebe hore ke ofe ke ofe; ebe o o fa lebitso.</translation>
        </message>
        <message>
            <source>Listeners</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bamamedi</translation>
        </message>
        <message>
            <source>Make lists it; so does: aurax generate … --backend musicgen --model %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Leqephe la Etsa le a e bala; le sena: aurax generate … --backend musicgen --model %s</translation>
        </message>
        <message>
            <source>Make the blind test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa teko e patilweng</translation>
        </message>
        <message>
            <source>Name of the model</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lebitso la modele</translation>
        </message>
        <message>
            <source>Nothing was trained yet: step 4.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho le kwetlisitsweng hajwale: mohato wa 4.</translation>
        </message>
        <message>
            <source>Publish here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phatlalatsa mona</translation>
        </message>
        <message>
            <source>Publish the model with its card</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phatlalatsa modele le karete ya ona</translation>
        </message>
        <message>
            <source>Result</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sephetho</translation>
        </message>
        <message>
            <source>The model and its card are written when a fine-tuning has done all its steps.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modele le karete ya ona di ngolwa ha ho lokisa ho entse mehato yohle ya hona.</translation>
        </message>
        <message>
            <source>The model's card</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Karete ya modele</translation>
        </message>
        <message>
            <source>The name is how the model is asked for. Its licence is that of its base, whatever the data allow.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lebitso ke leo modele o kopuwang ka lona. Laesense ya ona ke ya motheo wa ona, ho sa tsotellehe hore data e dumella eng.</translation>
        </message>
        <message>
            <source>The training still runs. Its previews can be compared when it is paused or done.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwetliso e sa tswela pele. Di-preview tsa yona di ka bapiswa ha e emisitswe kapa e fedile.</translation>
        </message>
        <message>
            <source>There are no previews of the base and the tuned model yet: they are made at every look.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho eso be le di-preview tsa motheo le modele o lokisitsweng: di etswa tekolong ka nngwe.</translation>
        </message>
        <message>
            <source>Trials</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipotoloho</translation>
        </message>
        <message>
            <source>“%s” is a model of this machine now.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” jwale ke modele wa motjhini ona.</translation>
        </message>
    </context>
    <context>
        <name>ResultsScreen</name>
        <message>
            <source>%d of %d answered trials count, by %d of %d raters; repeats and catch trials never do.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho balwa dipotoloho tse arabilweng tse %d ho tse %d, ke baahlodi ba %d ho ba %d; tse phetwang le tsa ho tshwasa ha di balwe.</translation>
        </message>
        <message>
            <source>Another test</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Teko e nngwe</translation>
        </message>
        <message>
            <source>Open the report</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula tlaleho</translation>
        </message>
        <message>
            <source>Results</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diphetho</translation>
        </message>
        <message>
            <source>Show its folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bontsha foldara ya yona</translation>
        </message>
        <message>
            <source>What may be said</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se ka bolelwang</translation>
        </message>
    </context>
    <context>
        <name>RightsDialog</name>
        <message>
            <source>Models may learn from it</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dimodele di ka ithuta ho yona</translation>
        </message>
        <message>
            <source>Rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditokelo</translation>
        </message>
        <message>
            <source>Rights of %d songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditokelo tsa dipina tse %d</translation>
        </message>
        <message>
            <source>State</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolela</translation>
        </message>
        <message>
            <source>Where the permission is written down</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Moo tumello e ngotsweng teng</translation>
        </message>
        <message>
            <source>Where the permission is written down, such as a contract or a link</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Moo tumello e ngotsweng teng, jwalo ka konteraka kapa linki</translation>
        </message>
        <message>
            <source>Whose music is this? It stays with the songs and with everything that is made of them.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mmino ona ke wa mang? Seo se dula le dipina le tsohle tse etswang ka tsona.</translation>
        </message>
    </context>
    <context>
        <name>RollKeys</name>
        <message>
            <source>Keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-key</translation>
        </message>
        <message>
            <source>Names of the rows. The table of notes below names every note.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mabitso a mela. Tafole ya dinoto e ka tlase e reha noto ka nngwe.</translation>
        </message>
    </context>
    <context>
        <name>RollTools</name>
        <message>
            <source>Grid</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Grid</translation>
        </message>
        <message>
            <source>Hear</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwa</translation>
        </message>
        <message>
            <source>Hear each note that you draw or take</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwa noto ka nngwe eo o e takang kapa o e nkang</translation>
        </message>
        <message>
            <source>Hear the chosen notes, or what is on screen (Enter)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwa dinoto tse kgethilweng, kapa se skrineng (Enter)</translation>
        </message>
        <message>
            <source>Put the chosen notes, or all, on the grid (Q)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bea dinoto tse kgethilweng, kapa tsohle, hodima grid (Q)</translation>
        </message>
        <message>
            <source>Quantise</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Quantise</translation>
        </message>
        <message>
            <source>Quantise strength</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Matla a quantise</translation>
        </message>
        <message>
            <source>Redo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa hape</translation>
        </message>
        <message>
            <source>Redo (Ctrl+Shift+Z)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa hape (Ctrl+Shift+Z)</translation>
        </message>
        <message>
            <source>Sound</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modumo</translation>
        </message>
        <message>
            <source>Strength</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Matla</translation>
        </message>
        <message>
            <source>Swing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Swing</translation>
        </message>
        <message>
            <source>Undo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsolla</translation>
        </message>
        <message>
            <source>Undo (Ctrl+Z)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsolla (Ctrl+Z)</translation>
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
            <translation type="unfinished">ho setse %s</translation>
        </message>
        <message>
            <source>A decision has stopped this training. Why shall it go on?
The reason stays in its files:</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Qeto e emisitse kwetliso ena. Hobaneng e lokela ho tswela pele?
Lebaka le dula difaeleng tsa yona:</translation>
        </message>
        <message>
            <source>All curves in a browser of this machine, served to this machine alone</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-curve tsohle sebatling sa motjhini ona, di fuwa motjhini ona feela</translation>
        </message>
        <message>
            <source>Another…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E nngwe…</translation>
        </message>
        <message>
            <source>Choose what is trained and start it: step 4.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetha se kwetliswang ebe o a se qala: mohato wa 4.</translation>
        </message>
        <message>
            <source>Decisions with their grounds</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diqeto le mabaka a tsona</translation>
        </message>
        <message>
            <source>End the training at once, without a checkpoint?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fedisa kwetliso hona jwale, ntle le checkpoint?</translation>
        </message>
        <message>
            <source>Failed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E hlolehile</translation>
        </message>
        <message>
            <source>Finished</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E fedile</translation>
        </message>
        <message>
            <source>GPU at %d %%</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">GPU e ho %d %%</translation>
        </message>
        <message>
            <source>Go on in spite of a no-go</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tswela pele leha ho thwe tjhe</translation>
        </message>
        <message>
            <source>Go or no-go</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tswela pele kapa tjhe</translation>
        </message>
        <message>
            <source>It goes on when the window is closed, and is found again here. A pause keeps every step.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E tswela pele ha fensetere e kwetswe, mme e fumanwa mona hape. Ho emisa hanyane ho boloka mehato yohle.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Learning rate</translation>
        </message>
        <message>
            <source>Let it run</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E tlohele e tswele pele</translation>
        </message>
        <message>
            <source>Log</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Log</translation>
        </message>
        <message>
            <source>Look</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tekolo</translation>
        </message>
        <message>
            <source>Loss</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Loss</translation>
        </message>
        <message>
            <source>Mean score of previews</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Karolelano ya dintlha tsa di-preview</translation>
        </message>
        <message>
            <source>No look yet. At each one previews are made, heard and judged.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho eso be le tekolo. Tekolong ka nngwe ho etswa di-preview, di a utlwuwa, di a ahlolwa.</translation>
        </message>
        <message>
            <source>Nothing is written for it yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho le ngotsweng ka yona hajwale</translation>
        </message>
        <message>
            <source>Nothing yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho hajwale</translation>
        </message>
        <message>
            <source>Passes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E a feta</translation>
        </message>
        <message>
            <source>Pause</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Emisa hanyane</translation>
        </message>
        <message>
            <source>Paused</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E emisitswe</translation>
        </message>
        <message>
            <source>Pausing…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E ema hanyane…</translation>
        </message>
        <message>
            <source>Play</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bapala</translation>
        </message>
        <message>
            <source>Preview</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Preview</translation>
        </message>
        <message>
            <source>Previews</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-preview</translation>
        </message>
        <message>
            <source>Previews, decisions, log</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-preview, diqeto, log</translation>
        </message>
        <message>
            <source>Previews; Enter plays one</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-preview; Enter e bapala e le nngwe</translation>
        </message>
        <message>
            <source>Result</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sephetho</translation>
        </message>
        <message>
            <source>Resume</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tswela pele</translation>
        </message>
        <message>
            <source>Running</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E a sebetsa</translation>
        </message>
        <message>
            <source>Score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dintlha</translation>
        </message>
        <message>
            <source>Stop now</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Emisa jwale</translation>
        </message>
        <message>
            <source>Stop now…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Emisa jwale…</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E emisitswe</translation>
        </message>
        <message>
            <source>Stopped by a no-go</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E emisitswe ke qeto</translation>
        </message>
        <message>
            <source>Stopped: it was idle</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E emisitswe: e ne e sa sebetse</translation>
        </message>
        <message>
            <source>TensorBoard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">TensorBoard</translation>
        </message>
        <message>
            <source>The folder of a training</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foldara ya kwetliso</translation>
        </message>
        <message>
            <source>The training</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwetliso</translation>
        </message>
        <message>
            <source>This preview's file is not there any more.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Faele ya preview ena ha e sa le teng.</translation>
        </message>
        <message>
            <source>What came after the newest checkpoint is done again when it is resumed. Pause loses nothing.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se tlileng ka mora checkpoint e ntjha se etswa hape ha e tswela pele. Ho emisa hanyane ha ho lahle letho.</translation>
        </message>
        <message>
            <source>What the trainer says</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Seo mokwetlisi a se bolelang</translation>
        </message>
        <message>
            <source>Which training is shown</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwetliso e bontshwang</translation>
        </message>
        <message>
            <source>cannot tell</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho ke ke ha bolelwa</translation>
        </message>
        <message>
            <source>frozen base</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">motheo o sa fetoheng</translation>
        </message>
        <message>
            <source>held out</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e behetsweng ka thoko</translation>
        </message>
        <message>
            <source>no</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">tjhe</translation>
        </message>
        <message>
            <source>rate</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">rate</translation>
        </message>
        <message>
            <source>score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dintlha</translation>
        </message>
        <message>
            <source>step %(step)s of %(steps)s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">mohato %(step)s ho e %(steps)s</translation>
        </message>
        <message>
            <source>training</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kwetliso</translation>
        </message>
        <message>
            <source>yes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e</translation>
        </message>
    </context>
    <context>
        <name>SectionStrip</name>
        <message>
            <source>Overview of the song with its sections</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kakaretso ya pina le dikarolo tsa yona</translation>
        </message>
        <message>
            <source>The Notes view lists the sections as a table.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Leqephe la Dinoto le bala dikarolo tafoleng.</translation>
        </message>
    </context>
    <context>
        <name>Shell</name>
        <message>
            <source>%s from the next start.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s ho tloha qalong e latelang.</translation>
        </message>
        <message>
            <source>Close the studio and open it again when it suits you.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwala studio mme o se bule hape ha o ratile.</translation>
        </message>
        <message>
            <source>Dark</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lefifi</translation>
        </message>
        <message>
            <source>Everything is drawn at %s percent from the next start.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dintho tsohle di tla takwa ka diphesente tse %s ho tloha qalong e latelang.</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phapang e phahameng</translation>
        </message>
        <message>
            <source>It is a machine's draft that no speaker has read yet; what is missing stays English.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ke moralo wa motjhini o eso balwe ke sebui; se siyo se sala e le Senyesemane.</translation>
        </message>
        <message>
            <source>Language</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Puo</translation>
        </message>
        <message>
            <source>Light</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lesedi</translation>
        </message>
        <message>
            <source>Look</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ponahalo</translation>
        </message>
        <message>
            <source>Not during a listening test.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E seng nakong ya teko ya ho mamela.</translation>
        </message>
        <message>
            <source>Not now.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E seng hona jwale.</translation>
        </message>
        <message>
            <source>Nothing is running.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho le sebetsang.</translation>
        </message>
        <message>
            <source>Open a song first.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula pina pele.</translation>
        </message>
        <message>
            <source>Size</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boholo</translation>
        </message>
        <message>
            <source>The song's stems are still being made.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-stem tsa pina di sa ntse di etswa.</translation>
        </message>
    </context>
    <context>
        <name>ShortcutSheet</name>
        <message>
            <source>All keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikonopo tsohle</translation>
        </message>
        <message>
            <source>Change keys…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fetola dikonopo…</translation>
        </message>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwala</translation>
        </message>
    </context>
    <context>
        <name>Shortcuts</name>
        <message>
            <source>Lanes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mela</translation>
        </message>
        <message>
            <source>No keys were pressed.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho dikonopo tse tobeditsweng.</translation>
        </message>
        <message>
            <source>“%(keys)s” already does “%(action)s”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%(keys)s” e se e etsa “%(action)s”.</translation>
        </message>
        <message>
            <source>“%s” moves through the window and cannot be given away.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” e tsamaya ka fensetereng, e ke ke ya fanwa.</translation>
        </message>
    </context>
    <context>
        <name>ShortcutsDialog</name>
        <message>
            <source>Action</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ketso</translation>
        </message>
        <message>
            <source>Actions and their keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diketso le dikonopo tsa tsona</translation>
        </message>
        <message>
            <source>All keys are as they came.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikonopo tsohle di kgutletse ho tsa pele.</translation>
        </message>
        <message>
            <source>Back to the keys it came with.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E kgutletse dikonopong tsa yona tsa pele.</translation>
        </message>
        <message>
            <source>Close</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kwala</translation>
        </message>
        <message>
            <source>Done. It works at once.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E entswe. E sebetsa hang hang.</translation>
        </message>
        <message>
            <source>Done. The other action has lost these keys.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E entswe. Ketso e nngwe e lahlehetswe ke dikonopo tsena.</translation>
        </message>
        <message>
            <source>Find an action or a key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fumana ketso kapa konopo</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikgaoletsi tsa khiboto</translation>
        </message>
        <message>
            <source>Keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikonopo</translation>
        </message>
        <message>
            <source>New keys for the chosen action</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikonopo tse ntjha tsa ketso e kgethilweng</translation>
        </message>
        <message>
            <source>No keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho dikonopo</translation>
        </message>
        <message>
            <source>Press new keys for “%s” in the field below the table.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tobetsa dikonopo tse ntjha tsa “%s” lebaleng le ka tlasa tafole.</translation>
        </message>
        <message>
            <source>Press the new keys here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tobetsa mona</translation>
        </message>
        <message>
            <source>Reset all</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgutlisetsa tsohle</translation>
        </message>
        <message>
            <source>Reset this one</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgutlisetsa sena</translation>
        </message>
        <message>
            <source>Take them from there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di nke moo</translation>
        </message>
        <message>
            <source>This action has no keys now; the command palette still finds it.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ketso ena ha e sa na dikonopo; lenane la ditaelo le ntse le e fumana.</translation>
        </message>
        <message>
            <source>Under</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Karolo</translation>
        </message>
        <message>
            <source>Use these keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebedisa dikonopo tsena</translation>
        </message>
        <message>
            <source>“%(keys)s” is free for “%(action)s”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%(keys)s” e lokolohile bakeng sa “%(action)s”.</translation>
        </message>
    </context>
    <context>
        <name>SongPage</name>
        <message>
            <source>Bars</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-bar</translation>
        </message>
        <message>
            <source>Chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-chord</translation>
        </message>
        <message>
            <source>Overview</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kakaretso</translation>
        </message>
        <message>
            <source>Scroll through the song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsamaya ka hara pina</translation>
        </message>
    </context>
    <context>
        <name>SongsStep</name>
        <message>
            <source>A folder of songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foldara ya dipina</translation>
        </message>
        <message>
            <source>A hundred songs of your own are a beginning; the files stay where they are.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina tsa hao tse lekgolo ke qalo; difaele di dula moo di leng teng.</translation>
        </message>
        <message>
            <source>A song may have other rights than its folder: choose it, then say which.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pina e ka ba le ditokelo tse fapaneng le tsa foldara ya yona: e kgethe, ebe o bolela hore ke dife.</translation>
        </message>
        <message>
            <source>Add a folder…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya foldara…</translation>
        </message>
        <message>
            <source>Add folders of songs and say for each which rights you have. Nothing without rights is trained on; what is said is kept with your name and the date. Nothing leaves this machine.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya difoldara tsa dipina mme o bolele ka nngwe hore o na le ditokelo dife. Ha ho kwetliswe ka se se nang ditokelo; se bolelwang se bolokwa le lebitso la hao le letsatsi. Ha ho letho le tswang motjhining ona.</translation>
        </message>
        <message>
            <source>Artist</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebini</translation>
        </message>
        <message>
            <source>Checklist, song by song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Lenane la tlhahlobo, pina ka pina</translation>
        </message>
        <message>
            <source>Drop a folder of songs here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hulela foldara ya dipina mona</translation>
        </message>
        <message>
            <source>Folders and their rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difoldara le ditokelo tsa tsona</translation>
        </message>
        <message>
            <source>Import and analyse</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya o sekaseke</translation>
        </message>
        <message>
            <source>In or why not</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E ka hare kapa hobaneng tjhe</translation>
        </message>
        <message>
            <source>Rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditokelo</translation>
        </message>
        <message>
            <source>Rights of every song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditokelo tsa pina ka nngwe</translation>
        </message>
        <message>
            <source>Rights of the chosen song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditokelo tsa pina e kgethilweng</translation>
        </message>
        <message>
            <source>Songs and rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina le ditokelo</translation>
        </message>
        <message>
            <source>State for this song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolela bakeng sa pina ena</translation>
        </message>
        <message>
            <source>Title</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sehlooho</translation>
        </message>
        <message>
            <source>WAV, FLAC, MP3 and others, also in folders inside it. You say which rights you have in them.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">WAV, FLAC, MP3 le tse ding, le difoldareng tse ka hare ho yona. O bolela hore o na le ditokelo dife ho tsona.</translation>
        </message>
    </context>
    <context>
        <name>SplitForm</name>
        <message>
            <source>%s of music: about %s on this machine</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s ya mmino: hoo e ka bang %s motjhining ona</translation>
        </message>
        <message>
            <source>%s of music: about %s, a guess until the first song is done</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s ya mmino: hoo e ka bang %s, khakanyo ho fihlela pina ya pele e fela</translation>
        </message>
        <message>
            <source>4 stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-stem tse 4</translation>
        </message>
        <message>
            <source>5 stems</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-stem tse 5</translation>
        </message>
        <message>
            <source>Change the folder for exports</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fetola foldara ya ho ntshetsa</translation>
        </message>
        <message>
            <source>Change…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fetola…</translation>
        </message>
        <message>
            <source>Choose what to write, and have a song that is done.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetha se lokelang ho ngolwa, o be le pina e fedileng.</translation>
        </message>
        <message>
            <source>Export %d songs now</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntsha dipina tse %d jwale</translation>
        </message>
        <message>
            <source>Export 1 song now</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntsha pina e 1 jwale</translation>
        </message>
        <message>
            <source>Export now</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ntsha jwale</translation>
        </message>
        <message>
            <source>Exports go to %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tse ntshwang di ya ho %s</translation>
        </message>
        <message>
            <source>Format of a stem pack</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Foromete ya stem pack</translation>
        </message>
        <message>
            <source>How good</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boleng</translation>
        </message>
        <message>
            <source>Looking at the files…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho shejwa difaele…</translation>
        </message>
        <message>
            <source>Nothing is ready to start.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho le loketseng ho qala.</translation>
        </message>
        <message>
            <source>Of these, exports write:</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho tsena, ho ntsha ho ngola:</translation>
        </message>
        <message>
            <source>Split</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Arola</translation>
        </message>
        <message>
            <source>Split %d songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Arola dipina tse %d</translation>
        </message>
        <message>
            <source>Split 1 song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Arola pina e 1</translation>
        </message>
        <message>
            <source>Stem pack as</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Stem pack e le</translation>
        </message>
        <message>
            <source>What you get</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Seo o se fumanang</translation>
        </message>
        <message>
            <source>When a song is done, write</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha pina e fedile, ngola</translation>
        </message>
        <message>
            <source>no folder chosen</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha ho foldara e kgethilweng</translation>
        </message>
    </context>
    <context>
        <name>SplitModel</name>
        <message>
            <source>%s left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho setse %s</translation>
        </message>
        <message>
            <source>Length</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolelele</translation>
        </message>
        <message>
            <source>Progress</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tswelopele</translation>
        </message>
        <message>
            <source>Residual</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se setseng</translation>
        </message>
        <message>
            <source>Song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pina</translation>
        </message>
        <message>
            <source>The stems add up to the song, but for this much. Made by %s in %s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-stem ha di kopane ke pina, ntle le sena feela. Di entswe ke %s ka %s.</translation>
        </message>
        <message>
            <source>What happens</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se etsahalang</translation>
        </message>
        <message>
            <source>about %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">hoo e ka bang %s</translation>
        </message>
    </context>
    <context>
        <name>SplitPage</name>
        <message>
            <source>Add a folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya foldara</translation>
        </message>
        <message>
            <source>Add a folder…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya foldara…</translation>
        </message>
        <message>
            <source>Add songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya dipina</translation>
        </message>
        <message>
            <source>Add songs…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya dipina…</translation>
        </message>
        <message>
            <source>All files</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difaele tsohle</translation>
        </message>
        <message>
            <source>Cancel, retry, show or remove</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola, leka hape, bontsha kapa tlosa</translation>
        </message>
        <message>
            <source>Clear what is done</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tlosa tse fedileng</translation>
        </message>
        <message>
            <source>Drop songs or a folder here</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hulela dipina kapa foldara mona</translation>
        </message>
        <message>
            <source>Each becomes stems with beat, key, chords and notes.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ka nngwe e ba di-stem tse nang le beat, key, di-chord le dinoto.</translation>
        </message>
        <message>
            <source>Every moment is heard twice: slower, smoother.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Motsotswana ka mong o utlwahala habedi: e butle, e boreledi.</translation>
        </message>
        <message>
            <source>Exports go to</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tse ntshwang di ya ho</translation>
        </message>
        <message>
            <source>Model: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modele: %s</translation>
        </message>
        <message>
            <source>See how long it takes before you start, or try 20 seconds first.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bona hore ho nka nako e kae pele o qala, kapa leka metsotswana e 20 pele.</translation>
        </message>
        <message>
            <source>Songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina</translation>
        </message>
        <message>
            <source>Songs to split</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina tse tla arolwa</translation>
        </message>
        <message>
            <source>Splits the loudest 20 seconds of the chosen song, to hear the preset first.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E arola metsotswana e 20 e lerata ka ho fetisisa ya pina e kgethilweng, ho utlwa preset pele.</translation>
        </message>
        <message>
            <source>The least overlap between pieces: quick, for sketches.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho kopana ho honyenyane pakeng tsa dikotwana: e potlakile, bakeng sa meralo.</translation>
        </message>
        <message>
            <source>Try 20 s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Leka 20 s</translation>
        </message>
        <message>
            <source>What the studio always uses.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Seo studio e se sebedisang kamehla.</translation>
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
            <translation type="unfinished">20 s ya “%s”</translation>
        </message>
        <message>
            <source>Beat grid, key and cues for a DJ's collection</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Beat grid, key le di-cue tsa pokello ya DJ</translation>
        </message>
        <message>
            <source>Best</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E ntle</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola</translation>
        </message>
        <message>
            <source>DAWproject</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">DAWproject</translation>
        </message>
        <message>
            <source>Fast</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Potlaka</translation>
        </message>
        <message>
            <source>Loops</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-loop</translation>
        </message>
        <message>
            <source>MIDI</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">MIDI</translation>
        </message>
        <message>
            <source>Notes of every stem with tempo, chords and sections</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dinoto tsa stem ka seng le tempo, di-chord le dikarolo</translation>
        </message>
        <message>
            <source>One file a stem, named by tempo and key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Faele e le nngwe ka stem, e reilwe ka tempo le key</translation>
        </message>
        <message>
            <source>One-shots</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-one-shot</translation>
        </message>
        <message>
            <source>Remove</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tlosa</translation>
        </message>
        <message>
            <source>Retry</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Leka hape</translation>
        </message>
        <message>
            <source>Show</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bontsha</translation>
        </message>
        <message>
            <source>Standard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tlwaelo</translation>
        </message>
        <message>
            <source>Stem pack</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Stem pack</translation>
        </message>
        <message>
            <source>Stems, notes, tempo and sections for Bitwig, Studio One, Cubase</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-stem, dinoto, tempo le dikarolo bakeng sa Bitwig, Studio One, Cubase</translation>
        </message>
        <message>
            <source>The log drum's sounds for a sampler, with its notes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Medumo ya log drum bakeng sa sampler, le dinoto tsa yona</translation>
        </message>
        <message>
            <source>Whole bars of every section that repeat without a click</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-bar tse felletseng tsa karolo ka nngwe tse phetang ntle le ho tlaqa</translation>
        </message>
        <message>
            <source>being read</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e a balwa</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e hlakotswe</translation>
        </message>
        <message>
            <source>done</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e fedile</translation>
        </message>
        <message>
            <source>done, written: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e fedile, ho ngotswe: %s</translation>
        </message>
        <message>
            <source>exact (%d dB)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e nepahetse (%d dB)</translation>
        </message>
        <message>
            <source>failed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e hlolehile</translation>
        </message>
        <message>
            <source>goes on where it was</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e tswela pele moo e neng e le teng</translation>
        </message>
        <message>
            <source>ready to start</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e loketse ho qala</translation>
        </message>
        <message>
            <source>rekordbox</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">rekordbox</translation>
        </message>
        <message>
            <source>starting</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e a qala</translation>
        </message>
        <message>
            <source>waiting</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e emetse</translation>
        </message>
    </context>
    <context>
        <name>Start</name>
        <message>
            <source>AURA-X Studio is open already, with this library.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">AURA-X Studio e se e butswe, e na le laeborari ena.</translation>
        </message>
        <message>
            <source>Panels, filters, watched folders and waiting work are left alone this time. Your songs and settings are as they were; close the studio and open it again to go on as usual.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diphanele, disefe, difoldara tse shebilweng le mosebetsi o emetseng di tlohetswe kgetlong lena. Dipina le ditlhophiso tsa hao di sa le jwalo; kwala studio mme o e bule hape ho tswela pele ka tlwaelo.</translation>
        </message>
        <message>
            <source>Show its window</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bontsha fensetere ya yona</translation>
        </message>
        <message>
            <source>The last two starts failed, so this is a safe one.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Diqalo tse pedi tsa ho qetela di hlolehile, kahoo ena ke qalo e bolokehileng.</translation>
        </message>
    </context>
    <context>
        <name>Status</name>
        <message>
            <source>  %s left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">  ho setse %s</translation>
        </message>
        <message>
            <source>stems: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-stem: %s</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola</translation>
        </message>
        <message>
            <source>Cancel the running job</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hlakola mosebetsi o sebetsang</translation>
        </message>
        <message>
            <source>Everything is computed on this machine. Nothing is sent anywhere.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tsohle di balwa motjhining ona. Ha ho letho le romelwang kae kapa kae.</translation>
        </message>
        <message>
            <source>Ready</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E lokile</translation>
        </message>
        <message>
            <source>Show the queue: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bontsha mola: %s</translation>
        </message>
        <message>
            <source>These words are a machine's draft that no speaker has read yet.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mantswe ana ke moralo wa motjhini o eso balwe ke sebui.</translation>
        </message>
        <message>
            <source>When your newest edits were written to disk. It happens by itself.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Nako eo diphetoho tsa hao tsa moraorao di ngotsweng disking ka yona. Ho iketsahalla.</translation>
        </message>
        <message>
            <source>draft translation</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">moralo wa phetolelo</translation>
        </message>
        <message>
            <source>offline</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ntle le inthanete</translation>
        </message>
        <message>
            <source>saved %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e bolokilwe %s</translation>
        </message>
    </context>
    <context>
        <name>Stem</name>
        <message>
            <source>Bass</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bass</translation>
        </message>
        <message>
            <source>Drums</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Meropa</translation>
        </message>
        <message>
            <source>Log drum</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Log drum</translation>
        </message>
        <message>
            <source>Other</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tse ding</translation>
        </message>
        <message>
            <source>Vocals</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mantswe</translation>
        </message>
    </context>
    <context>
        <name>StemExample</name>
        <message>
            <source>You get: </source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">O fumana: </translation>
        </message>
        <message>
            <source>keys, pads, everything else</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di-key, di-pad, tse ding tsohle</translation>
        </message>
        <message>
            <source>kick, shakers, hats</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kick, shakers, hats</translation>
        </message>
        <message>
            <source>lead, ad-libs, chants</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">lead, di-ad-lib, di-chant</translation>
        </message>
        <message>
            <source>sub and bass line</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">sub le mola wa bass</translation>
        </message>
        <message>
            <source>with its hits as MIDI</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">le diotlo tsa yona e le MIDI</translation>
        </message>
    </context>
    <context>
        <name>StemLane</name>
        <message>
            <source>%s lane</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">mola wa %s</translation>
        </message>
        <message>
            <source>Drag the MIDI of %s into your DAW</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hulela MIDI ya %s DAW ya hao</translation>
        </message>
        <message>
            <source>Drag the sound of %s into your DAW</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hulela modumo wa %s DAW ya hao</translation>
        </message>
        <message>
            <source>Gain of %s (+ and −, 0 resets)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Gain ya %s (+ le −, 0 e a kgutlisetsa)</translation>
        </message>
        <message>
            <source>Gain of %s in dB</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Gain ya %s ka dB</translation>
        </message>
        <message>
            <source>Mute %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thodisa %s</translation>
        </message>
        <message>
            <source>Mute %s (M)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Thodisa %s (M)</translation>
        </message>
        <message>
            <source>Nothing of this was heard in the song</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho la sena le utlwahetseng pineng</translation>
        </message>
        <message>
            <source>Pan of %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pan ya %s</translation>
        </message>
        <message>
            <source>Pan of %s: %s (drag; a double click centres)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Pan ya %s: %s (hula; ho tobetsa habedi ho kgutlisetsa bohareng)</translation>
        </message>
        <message>
            <source>Separated up to %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E arotswe ho fihla ho %s</translation>
        </message>
        <message>
            <source>Solo %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwa %s feela</translation>
        </message>
        <message>
            <source>Solo %s (S)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwa %s feela (S)</translation>
        </message>
        <message>
            <source>gain %s dB</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">gain %s dB</translation>
        </message>
        <message>
            <source>muted</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e thodisitswe</translation>
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
            <translation type="unfinished">Kwetlisa</translation>
        </message>
    </context>
    <context>
        <name>StylePanel</name>
        <message>
            <source>How clear</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho hlaka</translation>
        </message>
        <message>
            <source>How clearly each style is heard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setaele ka seng se utlwahala hantle hakae</translation>
        </message>
        <message>
            <source>Style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setaele</translation>
        </message>
        <message>
            <source>abstains: no style is clear enough to be named</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e a itlhokela: ha ho setaele se hlakileng ho lekana hore se bolelwe</translation>
        </message>
        <message>
            <source>against the panel %s: cannot tell, %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e bapiswa le phanele %s: ho ke ke ha bolelwa, %s</translation>
        </message>
        <message>
            <source>against the panel %s: farther from the others than %s of its %s songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha e bapiswa le phanele %s: hole le tse ding ho feta %s ya dipina tsa yona tse %s</translation>
        </message>
        <message>
            <source>amapiano family %.2f</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">lelapa la amapiano %.2f</translation>
        </message>
        <message>
            <source>cannot tell: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho ke ke ha bolelwa: %s</translation>
        </message>
        <message>
            <source>no reason was kept</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha ho lebaka le bolokilweng</translation>
        </message>
    </context>
    <context>
        <name>TableStep</name>
        <message>
            <source>%(chosen)d of %(all)d recordings, %(hours).1f hours</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">direkoto tse %(chosen)d ho tse %(all)d, dihora tse %(hours).1f</translation>
        </message>
        <message>
            <source>Analysis</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tshekatsheko</translation>
        </message>
        <message>
            <source>Artist</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebini</translation>
        </message>
        <message>
            <source>BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">BPM</translation>
        </message>
        <message>
            <source>Era</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Nako ya kgale</translation>
        </message>
        <message>
            <source>Import songs first: step 1.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kenya dipina pele: mohato wa 1.</translation>
        </message>
        <message>
            <source>In or why not</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Hobaneng</translation>
        </message>
        <message>
            <source>Key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Key</translation>
        </message>
        <message>
            <source>Length</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolelele</translation>
        </message>
        <message>
            <source>Look again</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sheba hape</translation>
        </message>
        <message>
            <source>Make a data set</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa sete ya data</translation>
        </message>
        <message>
            <source>Quality</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Boleng</translation>
        </message>
        <message>
            <source>Region</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebaka</translation>
        </message>
        <message>
            <source>Songs with their analysis</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina le tshekatsheko ya tsona</translation>
        </message>
        <message>
            <source>Style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setaele</translation>
        </message>
        <message>
            <source>Title</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sehlooho</translation>
        </message>
        <message>
            <source>What the collection would teach</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se ka rutwang ke pokello</translation>
        </message>
        <message>
            <source>What was heard in every song, which are good enough, and what this collection would teach.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Se utlwahetseng pineng ka nngwe, hore ke dife tse lokileng, le hore pokello ena e ka ruta eng.</translation>
        </message>
        <message>
            <source>Which songs are shown</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina tse bontshwang</translation>
        </message>
        <message>
            <source>all files</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">difaele tsohle</translation>
        </message>
        <message>
            <source>copies</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dikhopi</translation>
        </message>
        <message>
            <source>those that are in</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">tse ka hare</translation>
        </message>
        <message>
            <source>those that are left out</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">tse siilweng ka ntle</translation>
        </message>
    </context>
    <context>
        <name>TakeCard</name>
        <message>
            <source>%s passed</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s e fetile</translation>
        </message>
        <message>
            <source>%s rejected: why?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s e hannwe: hobaneng?</translation>
        </message>
        <message>
            <source>A part</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Karolwana</translation>
        </message>
        <message>
            <source>A section</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Karolo</translation>
        </message>
        <message>
            <source>Bass</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bass</translation>
        </message>
        <message>
            <source>Change…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fetola…</translation>
        </message>
        <message>
            <source>Chords</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-chord</translation>
        </message>
        <message>
            <source>Continue</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tswela pele</translation>
        </message>
        <message>
            <source>Drums</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Meropa</translation>
        </message>
        <message>
            <source>Form</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebopeho</translation>
        </message>
        <message>
            <source>Hear this take</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Utlwa take ena</translation>
        </message>
        <message>
            <source>Keys</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-key</translation>
        </message>
        <message>
            <source>Log drum</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Log drum</translation>
        </message>
        <message>
            <source>Melody</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Melody</translation>
        </message>
        <message>
            <source>Mix</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mix</translation>
        </message>
        <message>
            <source>Not judged</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha e a ahlolwa</translation>
        </message>
        <message>
            <source>Open in Split</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bula ho Arola</translation>
        </message>
        <message>
            <source>Press %d to hear this take at the same place</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tobetsa %d ho utlwa take ena sebakeng se tshwanang</translation>
        </message>
        <message>
            <source>Recipe</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Risepe</translation>
        </message>
        <message>
            <source>Replace…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Nkela sebaka…</translation>
        </message>
        <message>
            <source>Score %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dintlha %s</translation>
        </message>
        <message>
            <source>Sounds</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Medumo</translation>
        </message>
        <message>
            <source>Star (*)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Naledi (*)</translation>
        </message>
        <message>
            <source>There is no plan behind this take, so no part can be drawn anew.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho moralo kamora take ena, kahoo ha ho karolwana e ka takwang botjha.</translation>
        </message>
        <message>
            <source>Variation</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Phapang</translation>
        </message>
        <message>
            <source>Voices</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mantswe</translation>
        </message>
        <message>
            <source>free choice</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kgetho e lokolohileng</translation>
        </message>
    </context>
    <context>
        <name>TakeWave</name>
        <message>
            <source>Waveform of the take; click to hear it from there</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Waveform ya take; tobetsa ho e utlwa ho tloha moo</translation>
        </message>
    </context>
    <context>
        <name>TakesView</name>
        <message>
            <source>Make takes from words</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa di-take ka mantswe</translation>
        </message>
        <message>
            <source>Say it as you would to a friend in the studio: style, tempo, key, instruments, mood, length. You see at once what was understood. Takes come one by one, with stems and MIDI, and stay here.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E bolele jwalo ka ha o ka bolella motswalle studio: setaele, tempo, key, diletsa, maikutlo, bolelele. O bona hang hang se utlwisisitsweng. Di-take di tla ka bonngwe, di na le di-stem le MIDI, mme di dula mona.</translation>
        </message>
        <message>
            <source>Space</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Space</translation>
        </message>
        <message>
            <source>Starred only</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tse nang le naledi feela</translation>
        </message>
        <message>
            <source>Takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-take</translation>
        </message>
        <message>
            <source>Try one</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Leka e le nngwe</translation>
        </message>
        <message>
            <source>hear at the same place</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">utlwa sebakeng se tshwanang</translation>
        </message>
        <message>
            <source>hear them at the same place</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">di utlwe sebakeng se tshwanang</translation>
        </message>
        <message>
            <source>makes takes</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e etsa di-take</translation>
        </message>
        <message>
            <source>play, pause</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">bapala, emisa hanyane</translation>
        </message>
        <message>
            <source>star</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">naledi</translation>
        </message>
    </context>
    <context>
        <name>TaskLine</name>
        <message>
            <source>%s left</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho setse %s</translation>
        </message>
        <message>
            <source>Pause</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Emisa hanyane</translation>
        </message>
        <message>
            <source>Pausing…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E ema hanyane…</translation>
        </message>
    </context>
    <context>
        <name>TensorBoard</name>
        <message>
            <source>TensorBoard did not start</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">TensorBoard ha e a qala</translation>
        </message>
    </context>
    <context>
        <name>TotalScale</name>
        <message>
            <source>90 percent interval %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">sebaka sa diphesente tse 90 %s</translation>
        </message>
        <message>
            <source>Total: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kakaretso: %s</translation>
        </message>
        <message>
            <source>alarm %.2f</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">temoso %.2f</translation>
        </message>
        <message>
            <source>gate %.2f</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">heke %.2f</translation>
        </message>
    </context>
    <context>
        <name>TracksModel</name>
        <message>
            <source>%s, file not found</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s, faele ha e fumanehe</translation>
        </message>
        <message>
            <source>Added</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E kentswe</translation>
        </message>
        <message>
            <source>Artist</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sebini</translation>
        </message>
        <message>
            <source>BPM</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">BPM</translation>
        </message>
        <message>
            <source>Key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Key</translation>
        </message>
        <message>
            <source>Length</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Bolelele</translation>
        </message>
        <message>
            <source>Not found any more: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha e sa fumaneha: %s</translation>
        </message>
        <message>
            <source>Rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ditokelo</translation>
        </message>
        <message>
            <source>Score</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dintlha</translation>
        </message>
        <message>
            <source>Style</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setaele</translation>
        </message>
        <message>
            <source>Title</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sehlooho</translation>
        </message>
    </context>
    <context>
        <name>TrainCurve</name>
        <message>
            <source>nothing measured yet</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha ho letho le lekantsweng hajwale</translation>
        </message>
    </context>
    <context>
        <name>TrainPage</name>
        <message>
            <source>%(in)d of %(all)d songs</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dipina tse %(in)d ho tse %(all)d</translation>
        </message>
        <message>
            <source>%d folders</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">difoldara tse %d</translation>
        </message>
        <message>
            <source>1 folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">foldara e 1</translation>
        </message>
        <message>
            <source>Analysis</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tshekatsheko</translation>
        </message>
        <message>
            <source>Data set</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sete ya data</translation>
        </message>
        <message>
            <source>Importing “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho kenngwa “%s”</translation>
        </message>
        <message>
            <source>Making the data set “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho etswa sete ya data “%s”</translation>
        </message>
        <message>
            <source>Model and preset</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Modele le preset</translation>
        </message>
        <message>
            <source>MusicGen</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">MusicGen</translation>
        </message>
        <message>
            <source>Rendering “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho etswa modumo wa “%s”</translation>
        </message>
        <message>
            <source>Result</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sephetho</translation>
        </message>
        <message>
            <source>Running</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E a sebetsa</translation>
        </message>
        <message>
            <source>Songs and rights</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dipina le ditokelo</translation>
        </message>
        <message>
            <source>Training “%s”</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho kwetliswa “%s”</translation>
        </message>
        <message>
            <source>ready to be heard</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e loketse ho utlwuwa</translation>
        </message>
        <message>
            <source>separator</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">searodi</translation>
        </message>
        <message>
            <source>small demo</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">demo e nyane</translation>
        </message>
    </context>
    <context>
        <name>Training</name>
        <message>
            <source>Choose a folder of multitracks, or have one rendered with “aurax train corpus make”.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetha foldara ya di-multitrack, kapa o etse e le nngwe ka “aurax train corpus make”.</translation>
        </message>
        <message>
            <source>Choose a folder with a run.json.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgetha foldara e nang le run.json.</translation>
        </message>
        <message>
            <source>Make a data set first: step 3.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Etsa sete ya data pele: mohato wa 3.</translation>
        </message>
        <message>
            <source>No MusicGen is installed. Get one with “aurax models download musicgen-small”, or choose a folder.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho MusicGen e kentsweng. Fumana e le nngwe ka “aurax models download musicgen-small”, kapa o kgethe foldara.</translation>
        </message>
        <message>
            <source>Nothing before the last checkpoint is lost: Resume goes on from there.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho le pele ho checkpoint ya ho qetela le lahlehileng: Tswela pele e qala moo.</translation>
        </message>
        <message>
            <source>Nothing is half-written. The same button goes on where it stopped.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha ho letho le ngotsweng halofo. Konopo e tshwanang e tswela pele moo e emeng teng.</translation>
        </message>
        <message>
            <source>The trainer has stopped without a word.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Mokwetlisi o emisitse ntle le lentswe.</translation>
        </message>
        <message>
            <source>Wait for what is working.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Emela se sebetsang.</translation>
        </message>
        <message>
            <source>“%s” holds no training.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">“%s” ha e na kwetliso.</translation>
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
            <translation type="unfinished">Bar</translation>
        </message>
        <message>
            <source>Beat</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Beat</translation>
        </message>
        <message>
            <source>Menu</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Menyu</translation>
        </message>
        <message>
            <source>Menu (F10)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Menyu (F10)</translation>
        </message>
        <message>
            <source>Off</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E tima</translation>
        </message>
        <message>
            <source>Snap</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Kgomarela</translation>
        </message>
        <message>
            <source>What clicks and loops stick to</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Seo di-click le di-loop di kgomarelang ho sona</translation>
        </message>
        <message>
            <source>bar.beat.16th</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">bar.beat.16th</translation>
        </message>
        <message>
            <source>key</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">key</translation>
        </message>
        <message>
            <source>metre</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">metre</translation>
        </message>
        <message>
            <source>snap</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">kgomarela</translation>
        </message>
        <message>
            <source>swing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">swing</translation>
        </message>
        <message>
            <source>time</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">nako</translation>
        </message>
    </context>
    <context>
        <name>TrialScreen</name>
        <message>
            <source>%d of %d answered.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho arabilwe %d ho %d.</translation>
        </message>
        <message>
            <source>Answers count once %s heard for %g s.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Dikarabo di balwa ha %s e utlwahetse %g s.</translation>
        </message>
        <message>
            <source>Anything to add? (key C; Enter comes back)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho na le seo o ka se eketsang? (konopo C; Enter e a kgutla)</translation>
        </message>
        <message>
            <source>Comment</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Maikutlo</translation>
        </message>
        <message>
            <source>Enter</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Enter</translation>
        </message>
        <message>
            <source>Enter keeps the answers. They are final.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Enter e boloka dikarabo. Di ke ke tsa fetoha.</translation>
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
            <translation type="unfinished">Boloka o tswele pele (Enter)</translation>
        </message>
        <message>
            <source>Pause (Esc)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Emisa hanyane (Esc)</translation>
        </message>
        <message>
            <source>PgUp PgDn</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">PgUp PgDn</translation>
        </message>
        <message>
            <source>Progress</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tswelopele</translation>
        </message>
        <message>
            <source>Rate each version: how close is it to the reference?</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fana ka dintlha phetolelong ka nngwe: e atametse hakae ho referense?</translation>
        </message>
        <message>
            <source>Reference (key R)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Referense (konopo R)</translation>
        </message>
        <message>
            <source>Space</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Space</translation>
        </message>
        <message>
            <source>Trial %d of %d</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Potoloho ya %d ho tse %d</translation>
        </message>
        <message>
            <source>answer</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">karabo</translation>
        </message>
        <message>
            <source>by 10</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ka 10</translation>
        </message>
        <message>
            <source>can't judge</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho ke ke ha ahlolwa</translation>
        </message>
        <message>
            <source>each was</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ka nngwe</translation>
        </message>
        <message>
            <source>hear %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">utlwa %s</translation>
        </message>
        <message>
            <source>it was</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">yona</translation>
        </message>
        <message>
            <source>keep</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">boloka</translation>
        </message>
        <message>
            <source>pause</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">emisa</translation>
        </message>
        <message>
            <source>play</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">bapala</translation>
        </message>
        <message>
            <source>question</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">potso</translation>
        </message>
        <message>
            <source>rate by 1</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">dintlha ka 1</translation>
        </message>
        <message>
            <source>reference</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">referense</translation>
        </message>
        <message>
            <source>start</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">qalo</translation>
        </message>
        <message>
            <source>versions</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">diphetolelo</translation>
        </message>
    </context>
    <context>
        <name>UnderstoodList</name>
        <message>
            <source>Not understood, so not followed: %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ha e utlwisisehe, kahoo ha e a latelwa: %s</translation>
        </message>
        <message>
            <source>The first take will be</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Take ya pele e tla ba</translation>
        </message>
    </context>
    <context>
        <name>ValueField</name>
        <message>
            <source>%s: can't judge</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s: ho ke ke ha ahlolwa</translation>
        </message>
        <message>
            <source>%s: say nothing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">%s: o se ke wa bolela letho</translation>
        </message>
        <message>
            <source>Take it back (Delete)</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E kgutlisetse (Delete)</translation>
        </message>
        <message>
            <source>can't judge</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ho ke ke ha ahlolwa</translation>
        </message>
        <message>
            <source>nothing said</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">ha ho letho</translation>
        </message>
    </context>
    <context>
        <name>VelocityLane</name>
        <message>
            <source>Change velocities</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Fetola di-velocity</translation>
        </message>
        <message>
            <source>In the piano roll, Shift with Up and Down changes the velocity.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Ho piano roll, Shift le Up le Down di fetola velocity.</translation>
        </message>
        <message>
            <source>Velocities</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Di-velocity</translation>
        </message>
    </context>
    <context>
        <name>VersionCard</name>
        <message>
            <source>key %s</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">konopo %s</translation>
        </message>
        <message>
            <source>playing</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">e a bapala</translation>
        </message>
    </context>
    <context>
        <name>VersionCards</name>
        <message>
            <source>Piece</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sekotwana</translation>
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
            <translation type="unfinished">Dipina tse hlahang difoldareng tsena di kena laeboraring ka botsona: qalong ya studio, le ha e ntse e sebetsa. Difaele di dula moo di leng teng.</translation>
        </message>
        <message>
            <source>Stop watching</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Tlohela ho sheba</translation>
        </message>
        <message>
            <source>Watch a folder</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sheba foldara</translation>
        </message>
        <message>
            <source>Watch a folder…</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Sheba foldara…</translation>
        </message>
        <message>
            <source>Watched folders</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Difoldara tse shebilweng</translation>
        </message>
    </context>
    <context>
        <name>WishChip</name>
        <message>
            <source>Chosen here; it wins over your words.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E kgethilwe mona; e feta mantswe a hao.</translation>
        </message>
        <message>
            <source>From your words.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">E tswa mantsweng a hao.</translation>
        </message>
        <message>
            <source>The style decides.</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">Setaele se etsa qeto.</translation>
        </message>
        <message>
            <source>any</source>
            <translatorcomment>machine draft, needs review by a speaker</translatorcomment>
            <translation type="unfinished">efe feela</translation>
        </message>
    </context>
</TS>
