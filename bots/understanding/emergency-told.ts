/**
 * Emergencies told by what is seen, without the usual word: who or what, what happens to it, and what shows that it is now.
 * All parts of a row stand in the message, in any order. The words lead no spelling or typo rule (they are not in the vocabulary).
 */
import { type Classes, Lexicon, pattern } from './pattern.ts'
import type { Token } from './words.ts'

const CLASSES: Classes = Object.fromEntries(
  Object.entries({
    who: `anak anak-anak anaknya bocah bayi bayinya balita ibu ibu-ibu bapak bapak-bapak ayah suami istri kakek kakek-kakek nenek nenek-nenek mbah oma opa abah emak umi
      adik adek kakak om tante paman bibi cucu keponakan ponakan mertua saudara sepupu teman temen tetangga orang orangnya seseorang warga pria laki-laki lelaki
      wanita perempuan cewek cowok gadis remaja lansia pengendara pengendaranya penumpang penumpangnya sopir sopirnya supir pejalan siswa murid santri mamah mama
      papah papa bini bojo bocah tukang karyawan pekerja pegawai nelayan pemotor penghuni penghuninya korban pengemudi jamaah pedagang pengamen pemulung satpam`,
    kin: 'anak bocah balita adik adek kakak cucu keponakan ponakan kakek nenek mbah mertua suami istri ibu bapak ayah mamah mama papah papa abah emak saudara sepupu lansia santri orang',
    vehicle:
      'motor motornya mobil mobilnya truk bus bis angkot pikap elf kendaraan sepeda becak kontainer tangki travel odong-odong kereta',
    place: `rumah rumahnya kos kosan kontrakan warung toko ruko pasar sekolah sd smp sma mushola masjid kantor gudang pabrik kampung perumahan gang jalan dapur kamar
      atap genteng kebun bambu ilalang lahan gedung hotel mall kios bengkel pesantren kandang`,
    lies: 'tergeletak tergletak geletak ngegeletak terkapar tergolek telentang tengkurap ngglethak nggletak terbaring terpental terlempar kepental mental terseret ambruk ngejoprak',
    limb: 'tangan tangannya kaki kakinya jari jarinya jempol rambut rambutnya lengan kepala kepalanya',
    deep: 'sedada sedadanya sepinggang sepinggul sepaha seleher sedengkul selutut sebetis seperut sepusar sedagu seatap sebahu sepundak',
    no: 'tidak belum',
    built:
      'tebing tanah tembok dinding plafon plapon atap jembatan tanggul pagar bangunan gapura menara tower genteng rumah sekolah kios balkon tangga perancah steger talud senderan crane panggung tenda',
    falls: 'ambrol ambrug ambruk ambleg rubuh roboh runtuh jebol rontok gugur amblas melorot ambyar copot',
    onto: 'nimpa nimpah nimpain nibanin menimpa ngurug nguruk mengubur menutup nutup nutupin menghantam',
    out: 'muncul muncul-muncul nongol nongol-nongol timbul naik-naik keliatan kelihatan',
  }).map(([name, words]) => [name, words.split(/\s+/)]),
)

const TOLD: readonly (readonly string[])[] = [
  // Fire: "bau gosong sama asap dari gardu", "bakar sampah merembet ke bambu", "kabel di tiang ngeluarin api".
  ['asap|asapnya dari|di ?dalam <place>|gardu|trafo|tiang|mesin|meteran|kabel|<vehicle>|lantai|belakang|sebelah'],
  ['bau gosong|hangus|sangit|kebakar|angus .. dari|di ?dalam <place>|gardu|trafo|meteran|tetangga|sebelah'],
  ['merembet|ngerembet|merambat|ngrembet|menjalar|nyamber|menyambar ?ke ?arah ?rumpun <place>|atas|plafon|pohon'],
  ['asap|asapnya .. dari|sampai|masuk|keluar <place>|gardu|trafo|<vehicle>|lantai|sebelah|jendela|pintu'],
  [
    'korslet|korsleting|konslet|konsleting|arus-pendek',
    '<place>|loteng|tiang|plafon',
    'api|nyala|asap|gosong|percikan|terbakar',
  ],
  [
    'meletup|mbledug|bledug|bledos|mbledos|jebluk|njebluk|njeblug',
    'gas|kompor|tong|tabung|trafo|gardu|petasan|<who>|<place>',
  ],
  ['pabrik|gudang|tangki|pipa bocor', '<who>|bau|baunya|menyengat|nyengat'],
  ['nyamber|nyambar|menyambar|samber|kesamber .. kabel|tiang|tetangga|plafon|<place>|<vehicle>|<who>'],
  [
    'tumpah|tumpahan|bocor',
    'bensin|solar|bbm|kimia|tangki|pertalite|amonia',
    '<vehicle>|jalan|pertigaan|perempatan|bau|baunya|licin|tol',
  ],
  // Gas: "tabung elpiji ngeses terus".
  [
    'gas|tabung|tabungnya|elpiji|lpg|regulator|melon',
    'ngeses|ngowos|ngobos|mendesis|nyembur|ngebul|ngocor|bocor|bledug',
  ],
  // Roads: "motor adu banteng, dua2nya tergeletak".
  ['adu banteng|kambing|moncong|jangkrik'],
  ['<who>|<vehicle>', '<lies>', '<who>|jalan|pinggir|trotoar|halte|depan|aspal|lantai|<no>|berdarah|<vehicle>'],
  ['<vehicle> .. ringsek|remuk|terbakar|kebalik|nyungsep|ngguling|guling|terpelanting|oleng'],
  ['rem|remnya blong', '<vehicle>|di|nabrak|turunan'],
  [
    'kegencet|tergencet|gencet|kejepit|kegiles|kelindes|kepentok|ketubruk|tertubruk|ditubruk',
    'ada|<who>|<vehicle>|<limb>|saya',
  ],
  [
    '<who>|saya',
    '<lies>|jatuh|terjatuh|kepleset|terpeleset .. dari|ke rangka|baja|steger|scaffolding|plafon|balkon|tower|truk|kuda|lantai|gedung|atas|ketinggian|bus|kapal|proyek|loteng|menara|jurang|sumur',
  ],
  // Water: "air sudah sedada", "satu ga muncul2".
  ['air|airnya|banjir|banjirnya|rob|kali|sungai|genangan|kebanjiran', '<deep>'],
  [
    'renang|berenang|mandi|mancing|nyelam|menyelam|main|nyebrang|perahu|ombak|sungai|kali|laut|kolam|empang',
    '<no> <out>',
  ],
  ['kayak|kaya|seperti|jadi laut|lautan|kolam|sungai|danau', '<place>|kampung|desa|komplek|air'],
  ['setinggi', 'air|banjir|rob|genangan'],
  ['air|airnya .. balik|masuk|naik|meluap|ngalir ?ke <place>'],
  // Things that fall: "tebing ambrol nimpa kamar mandi".
  ['<built> .. <falls>', '<onto>|<who>|<vehicle>|rumah|kamar|warga'],
  ['<built> .. mau|hampir|nyaris|akan <falls>'],
  [
    '<built>|tanah|tebing|bukit|tanggul',
    'retak|retaknya|retakan|merekah|bergeser|gerak|bergerak',
    'makin|melebar|gerak|bergerak|warga|takut',
  ],
  ['kabel|kabelnya|listrik|setrum|pagar', 'nempel|lengket|kesentuh|nyentuh|keinjek', '<who>'],
  [
    'lift|liftnya|eskalator macet|mati|mandek|berhenti|nyangkut|error',
    '<who>|penumpang|kejebak|terjebak',
    'dalam|dalem|dlm|kejebak|terjebak',
  ],
  [
    'tanah|tebing|bukit|batu|batu2|lumpur .. turun|gelundung|menggelinding|ngglundung|gelinding|meluncur',
    '<place>|warga|jalan',
  ],
  ['<who>|ada ?yang nyangkut|kesangkut|tersangkut', 'pohon|tiang|tebing|kabel|atap|tower'],
  // Who comes in: "denger ada yang masuk rumah, saya sendirian".
  [
    'ada ?orang ?orang-orang yang|orang|laki-laki|cowok .. masuk|manjat|nyelinap|ngintip|loncat ?ke ?lewat ?di rumah|dapur|pagar|jendela|kamar|kos|genteng|plafon',
  ],
  ['sendirian|sendiri', 'takut', 'orang|cowok|laki-laki|mobil|motor'],
  [
    '<who>|mobil|motor ?yang ?terus ikutin|ngikutin|ngikuti|mengikuti|nguntit|ngebuntutin|buntutin|mepet|mepetin|nyegat|ngejar|mengejar|ngancam saya|aku|kami|anak|adik',
  ],
  [
    'bawa|membawa|narik|maksa kabur|lari|masuk',
    '<kin>|motor|mobil',
    '<vehicle>|<who>|orang',
    'depan|sekolah|saya|barusan|paksa|di',
  ],
  [
    'ada|orang ?yang nembak|nembak2|menembak|tembak|nembakin|nusuk|bacok|membacok|nodong|mukul|mukulin|ngeroyok|nyabet|ngamuk',
  ],
  ['suara|bunyi tembakan|letusan|ledakan|jeritan|orang-teriak'],
  [
    'teriak|teriak2|teriak-teriak|jerit|jerit2|menjerit|nangis|nangis2|jejeritan',
    'tetangga|sebelah|rumah',
    'banting|banting2|suaminya|bapaknya|minta|tolong|istrinya|pecah|dipukul|gebuk',
  ],
  [
    '<who>',
    'ditarik|diseret|dipaksa|dimasukin|digiring|dimasukkan',
    'mobil|motor|orang|masuk',
    'orang|cowok|preman|masuk',
  ],
  [
    'dipecah|dipecahin|dirusak|dijebol|dibongkar|dijarah|dilempari|dilemparin',
    'toko|rumah|kaca|warung|pintu|kos|jendela',
    'orang|sekarang|massa|preman|cowok',
  ],
  [
    'pegang|pegang2|pegang-pegang|raba|ngeraba|meraba|grepe|grepe-grepe|meluk|nyium|telanjangi',
    'saya|aku|anak',
    'takut|tiri|maksa|dipaksa',
  ],
  // The lost and the found: "adik belum pulang, sudah dicari ke mana2", "nemu anak kecil nangis sendirian".
  [
    '<kin>',
    '<no> pulang|pulang-pulang|balik|kembali|ketemu|ketemu-ketemu|ditemukan|diketemukan',
    'dicari|dicariin|nyari|cari|dari|sejak|umur|usia|sampai|hari|malam',
  ],
  [
    '<kin> .. hilang|ilang|menghilang|kepisah|terpisah',
    'umur|usia|baju|kaos|pasar|mall|terminal|stasiun|pantai|alun-alun|ciri|ciri-ciri|dicari|tahun|th|thn',
  ],
  [
    'nemu|nemuin|nemui|menemukan|ditemukan|ada anak|balita|bayi|bocah|kakek|nenek|lansia',
    'nangis|menangis|sendirian|kebingungan|bingung|dibuang|ditinggal|ditaruh',
  ],
  [
    '<kin>',
    'kabur|minggat|keluyuran|keluar|pergi ?dari rumah|panti|sekolah|pesantren|pondok',
    'autis|pikun|umur|usia|kaos|baju|dicari|<no>|depresi',
  ],
  [
    'anak|bocah|balita|bayi|lansia .. nangis|menangis|nangis2|bengong',
    'sendirian|rel|pinggir|terminal|stasiun|pasar|ditinggal|trotoar',
  ],
  // Crowds: "anak smk lempar-lemparan batu".
  [
    'lempar-lemparan|lemparan|lempar|melempar|lempar-lempar|timpuk-timpukan|ngelempar ?ke ?sama ?pakai batu|botol|molotov|petasan',
  ],
  [
    'saling|pada|kejar-kejaran|rame-rame serang|lempar|pukul|bacok|bawa|tonjok',
    '<who>|massa|geng|pelajar|supporter|suporter',
  ],
  ['lempar|kejar|bacok|pukul|serang|tonjok|tembak # an', '<who>|massa|geng|smk|sma|batu|rame|pada'],
  [
    'kejar-kejaran|bacok-bacokan|pukul-pukulan|tembak-tembakan|tonjok-tonjokan|bakar-bakaran',
    'bambu|batu|<who>|massa|rame|pada',
  ],
  // Who wants to die: "bilang mau nyusul almarhum ibu", "saya mau pamit sama semuanya".
  [
    'ngunci|mengunci|ngurung|mengurung|kunci|kurung diri ?di ?dalam kamar|rumah|kos|wc',
    '<no>|nangis|bilang|katanya|mau|takut|buka',
  ],
  [
    'mau|pengen|ingin|pingin nyusul|menyusul|ikut almarhum|almarhumah|ibu|bapak|mama|papa|ayah|istri|suami|ke',
    'bilang|katanya|almarhum|almarhumah|kamar|hidup|saya',
  ],
  ['pamit .. semua|semuanya|selamanya|dunia', 'maaf|maafin|maafkan|terakhir|selamat'],
  ['capek|cape|lelah|bosan|muak|nyerah ?saya ?sama hidup|idup $'],
  ['capek|cape|lelah|bosan|muak|nyerah hidup|idup', 'mati|pengen|mau|maaf|sudahan|udahan|begini|gini'],
  ['<no> ?ada alasan|guna|gunanya|harapan .. hidup|idup'],
  ['pengen|pingin|ingin|mau udahan|nyerah|menghilang ?saja', '<kin>|temen|teman|hidup|katanya|bilang|maaf'],
  [
    'foto|gambar|video|kirim|beli|bawa|pegang .. tali|tambang|silet|racun',
    'takut|kamar|kamarnya|katanya|bilang|hidup|bunuh',
  ],
  [
    '<who>',
    '<no> ?mau buka|bukain|ngebuka ?ke pintu',
    'kemarin|hari|pagi|malam|katanya|bilang|chat|nyaut|dipanggil|tadi',
  ],
  ['hidup|idup ?saya ?ku ?sudah tidak .. guna|gunanya|arti|artinya|berarti'],
  ['surat|pesan|status wasiat|perpisahan|terakhir', '<kin>|teman|temen|saya'],
  [
    '<who>|dia',
    'naik|manjat|berdiri|duduk|memanjat|nekat',
    'pagar|pembatas|pinggir|jembatan|rel|tower|atap|gedung|sutet',
    '<no> mau|bisa turun|pergi|minggir',
  ],
  [
    'titip|jaga|jagain anak|anak2|anak-anak|ibu|keluarga|bapak|adik',
    'bertahan|maafin|maafkan|sanggup|terakhir|selamanya',
  ],
  // Birth: "kepala bayinya udah keliatan".
  ['kepala ?si bayi|bayinya|dede|dedek .. keliatan|kelihatan|nongol|keluar'],
  ['mules|mulas|mules-mules|pembukaan|keluar-lendir', 'hamil|bidan|lahir|kandungan|istri|menit'],
  // Bodies: "panas tinggi terus kaku, matanya mendelik".
  [
    '<who>',
    'mendelik|melotot|kelojotan|berbusa|ngorok|megap-megap|ngap-ngapan|engap|kejet-kejet|mengejang|menggelepar|kaku|membiru|kelenger|semaput|klenger|ndelik',
  ],
  ['asma|asmanya|ayan|ayannya|epilepsi|jantung|jantungnya|bengek|sesak|sesek .. kambuh|kumat'],
  [
    'napas|nafas|napasnya|nafasnya .. bunyi|ngik|ngik-ngik|pendek|berat|senin|satu-satu|tersengal|tersengal-sengal|putus-putus|ngos-ngosan',
  ],
  ['<who>', '<no> tahu .. hidup|idup|mati'],
  ['masih hidup|idup apa|atau', '<who>'],
  ['bau busuk|bangkai|mayat|anyir', '<who>', '<no>|hari|terkunci|dikunci|nyaut|keluar'],
  [
    '<limb> .. masuk|kegiling|kejepit|keputus|putus|kepotong|terpotong|ketarik|kesangkut|nyangkut|kebacok|kegergaji|remuk|hancur ?ke ?di ?dalam mesin|gilingan|giling|gerinda|rantai|lift|pintu|jeruji|gergaji|blender|roda|gir',
  ],
  ['jari|jarinya|tangan|tangannya|jempol|kaki|kakinya putus|buntung|kepotong|terpotong|hancur|remuk'],
  ['kejedot|kebentur|terbentur|jatuh|terjatuh|kepala|kepalanya', 'muntah|muntah2|muntah-muntah', '<who>|saya'],
  [
    '<who>|<limb>',
    '<no> bisa|mau gerak|bergerak|digerakin|digerakkan|bilang|lihat|liat|ngomong|dibangunin|bangun|napas|nafas|menyusu|nyusu',
    'tiba-tiba|tau-tau|mendadak|oplosan|telan|nelen|ketelen|jatuh|saya|badannya|muntah|lemas|lemes',
  ],
  [
    'telan|nelen|nelan|ketelen|ketelan|tertelan|keselek|kesedak|kelolodan|kolodan',
    '<who>',
    'koin|biji|duri|tulang|baterai|batre|kancing|peniti|jarum|paku|mainan|obat|kelereng|magnet|<no>',
  ],
  [
    'warga|siswa|murid|karyawan|santri|anak-anak|tamu|jamaah|penumpang|orang|ibu-ibu .. pada|banyak|semua|massal|rame|langsung',
    'pusing|muntah|muntah2|muntah-muntah|mual|lemas|lemes|sesak|pingsan',
  ],
  [
    '<limb>|<who>',
    'nyangkut|kesangkut|kejepit|nyelip|keselip|nyempil',
    '<no> bisa|mau keluar|lepas|dilepas|dikeluarin|ditarik',
  ],
  [
    '<who>',
    'kesiram|tersiram|ketumpahan|keguyur|kecipratan|kesembur',
    'kuah|air|panas|mendidih|minyak|kopi|bensin|keras|api|uap',
  ],
  ['<who>|saya', 'ngigau|ngelantur|meracau|mengigau'],
  ['mata|matanya .. putih|melotot|kebalik|merem|terbalik', '<who>', 'panas|demam|ngigau|<no>|dipanggil|kaku|kejang'],
  ['napas|nafas|napasnya|nafasnya .. tinggal|satu-satu|satu2'],
  [
    'lebah|tawon|anjing|monyet|sapi|kerbau|kuda|babi|kucing|macan',
    'nyerbu|nyerang|ngejar|ngamuk|nggigit|gigit|ngeroyok|nyengat|nyeruduk|nginjek|menyerang',
    '<who>|saya|pada',
  ],
  ['<who>', 'ngambang|mengambang|ngapung|mengapung|terapung'],
  // Left things: "tas mencurigakan di depan bank".
  ['tas|koper|kardus|paket|bungkusan|benda|kotak|ransel|barang ?yang mencurigakan'],
  [
    'tas|koper|kardus|paket|bungkusan|benda|kotak|ransel',
    'aneh|bunyi|kabel|kabelnya|detak|berdetak',
    'bunyi|kabel|kabelnya|tik|detak|berdetak',
  ],
  // "Cepet kesini pak".
  [
    'segera|lekas|gercep ?ke kesini|kemari|sini|lokasi|merapat|meluncur',
    'jalan|jl|gang|gg|rt|rw|perumahan|kampung|desa|tolong|gawat',
  ],
]

const LEXICON = new Lexicon<string>(
  TOLD.flatMap((parts, row) => parts.map((source, part) => pattern(source, `${row} ${part}`, CLASSES))),
  true,
)
const LONGEST = 60

/** The words that tell an emergency together, as typed; none if no row is complete. */
export function toldEmergency(tokens: readonly Token[]): string | undefined {
  const words = tokens.slice(0, LONGEST)
  const found = new Map<string, string>()
  for (const { means, from, to } of LEXICON.find(words, true)) {
    const said = words.slice(from, to).map(({ raw }) => raw)
    if (!found.has(means)) found.set(means, said.join(' ').toLowerCase())
  }
  const row = TOLD.findIndex((parts, index) => parts.every((_, part) => found.has(`${index} ${part}`)))
  return row === -1 ? undefined : TOLD[row]!.map((_, part) => found.get(`${row} ${part}`)).join(' ')
}
