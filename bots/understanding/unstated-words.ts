/** Words that open what is told but not asserted; unstated.ts says how far each reaches. */

export const IF: ReadonlySet<string> = new Set(
  'kalau jika bila apabila seandainya andai andaikan andaikata misal misalnya misalkan semisal umpama umpamanya seumpama sekiranya asal asalkan nek yen lamun mun manakala'.split(
    ' ',
  ),
)
/** "Kalau begitu", "kalau boleh": polite, and no condition. */
export const POLITE_IF: ReadonlySet<string> = new Set('begitu gitu boleh berkenan berkenaan gini begini'.split(' '))
/** "Kalau yang 36 saya terima": a topic. */
export const TOPIC: ReadonlySet<string> = new Set('yang untuk soal tiket masalah nomor dari'.split(' '))
/** "Kalau ada apa-apa kabari": asks to be told, and takes nothing back. */
export const INFORMS: ReadonlySet<string> = new Set(
  'info kabari kabar kirim sampaikan informasi beri kasih update hubungi telepon whatsapp lapor bilang'.split(' '),
)

/** What has happened, after these, is told again as it is. */
export const SETTLES: ReadonlySet<string> = new Set('sudah tadi barusan sekarang ternyata akhirnya tapi'.split(' '))

/** Plans: "besok pagi saya koordinasi", "rencana sore ini". */
export const PLANNED: ReadonlySet<string> = new Set(
  'nanti akan bakal besok lusa rencana rencananya berencana niat niatnya kelak dijadwalkan jadwal diusahakan usahakan usaha diupayakan upayakan diperkirakan dijanjikan ditargetkan'.split(
    ' ',
  ),
)
/** "Habis apel", "setelah shift ini": what is done first has nothing to do with the ticket. */
export const AFTER: ReadonlySet<string> = new Set(
  'habis sehabis setelah sesudah selesai bar begitu pas sepulang seusai beres bada'.split(' '),
)
export const OCCASIONS: ReadonlySet<string> = new Set(
  `apel rapat sholat shalat solat salat jumatan dzuhur ashar maghrib isya subuh makan istirahat upacara shift piket jaga dinas tugas acara kunjungan zoom meeting rakor pulang
  sampai dari tiba balik hujan ini itu sarapan ngopi mandi pelantikan briefing sidak audit lembur libur nyampe di ada kantor`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/** Somebody else's word. */
export const HEARD: ReadonlySet<string> = new Set(
  'kata katanya menurut dengar denger kabarnya konon ngakunya klaim klaimnya infonya'.split(' '),
)
export const TELLS: ReadonlySet<string> = new Set(
  'bilang cerita info kabari ngomong sampaikan klaim ngaku mengaku ngabarin'.split(' '),
)
/** Those whom the service is for, and those it sends. */
export const WITNESSES: ReadonlySet<string> = new Set(
  'damkar bpbd psc pmi satpol polres polisi dishub opd puskesmas rsud warga pelapor penelepon petugas'.split(' '),
)
export const SPEAKER: ReadonlySet<string> = new Set(['saya', 'kami', 'aku', 'kita'])

/** The speaker is not sure. */
export const DOUBTS: ReadonlySet<string> = new Set(
  `semoga harusnya seharusnya mestinya semestinya sepertinya mungkin barangkali rasanya kelihatannya tampaknya nampaknya agaknya jangan-jangan kira-kira entah
  harap harapan berharap insyaallah takut takutnya khawatir kira sangka dikira disangka prediksi diduga dugaan`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
/** What may come is feared, and has not happened. */
export const FEARS: ReadonlySet<string> = new Set(
  'takut takutnya khawatir khawatirnya kuatir kuatirnya waswas was-was jangan-jangan'.split(' '),
)
/** As typed, where the standard form has lost the doubt. */
export const DOUBTS_AS_TYPED =
  /^(ka?ya?k?nya|kayanya|kyknya|kyanya|ka[iy]kn[ey]?a?|spertinya|sptnya|keliatannya|kelihatannya|kliatannya|kirain|moga\w*|mudah2an|mudah-mudahan)$/i
/** "... belum yakin", "... belum pasti". */
export const UNSURE: ReadonlySet<string> = new Set('yakin pasti tahu jelas ngerti mengerti paham mudeng'.split(' '))

/** What was, by itself, before this case. */
export const LONG_AGO: ReadonlySet<string> = new Set(['bulan', 'minggu', 'tahun', 'pekan'])
