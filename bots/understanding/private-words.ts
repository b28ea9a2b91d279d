/** Words of what is said beside the work (private.ts): things and doings that nobody at the desk repairs. */
import type { Token } from './words.ts'

const TOPICS: ReadonlySet<string> = new Set(
  // Food and drink.
  `makan makanan maem mangan dahar sarapan nasi kopi ngopi bakso mie gorengan snack cemilan camilan jajan jajanan kue galon dispenser minum minuman lauk sambal sambel rokok ngerokok merokok
  udud gofood shopeefood bukber takjil sahur traktir traktiran catering katering laper lapar kenyang haus empal gentong docang lengko martabak seblak telur telor ayam soto bubur kerupuk
  donat pizza rujak pempek jamblang geprek kulkas pantry dapur piring gelas sendok cilok cireng batagor siomay bekal oven resep masak masakan durian kurma nastar parsel
  patin lele sate rendang sayur tempe kecap ngemil icip icip-icip warteg angkringan cafe kafe resto restoran oleh-oleh
  sholat solat shalat salat jumatan doa doain doakan mendoakan pengajian tahlil tahlilan ngaji amin aamiin amiin innalillahi innalilahi takziah takziyah melayat ngelayat duka dukacita
  berduka belasungkawa almarhum almarhumah husnul yasinan lebaran mudik puasa natal nataru umroh umrah haji musholla mushola mukena sajadah maulid isra sholeh sholehah masyaallah masya
  barakallah khilaf kurban qurban sedekah zakat infaq santunan
  hujan ujan hujan-hujanan kehujanan gerimis deres mendung cuaca gerah jemuran payung sunset pemandangan pelangi neduh
  motor mobil ban bensin ojek ojol grab gojek angkot bus kereta stasiun tol parkir parkiran helm stnk bpkb tilang mogok bengkel spion karnaval pawai konvoi pertamax knalpot klakson
  tebengan nebeng boncengan
  demam flu pilek batuk pusing mules kesleo keseleo pegel pegal pijit pijat dokter gigi klinik obat vaksin hamil ngantuk tidur ketiduran begadang mandi capek cape capai lelah diet
  bpjs opname kerokan sembelit maag kolesterol sehat sehat-sehat
  istri suami bayi balita cucu mertua pacar jodoh jomblo nikah menikah nikahan kondangan lamaran sunatan khitanan aqiqah akikah arisan ultah ulang-tahun milad wisuda kuliah ponakan keponakan
  keluarga sekeluarga rapor adek bunda ayah pah sayang yank beb cantik ganteng lucu gemes gemoy keren indah
  gaji gajian thr tunjangan tpp honor insentif lemburan iuran patungan utang hutang ngutang duit uang kas cicilan kasbon kosan kontrakan dibayar bayaran diskon ongkir olshop shopee tokopedia
  bola futsal badminton bulutangkis voli gym senam nonton film bioskop drakor konser karaoke mabar mancing liburan piknik touring rekreasi gathering persib timnas tiktok reels gosip rumpi ghibah
  outbound healing jalan-jalan outing rank lomba vote main game lagu nyanyi dangdut campursari jakarta bandung jogja bali
  seragam batik korpri kaos baju jaket sepatu sandal jilbab kerudung tas dompet kacamata tumbler botol loker cincin powerbank casan obeng gunting lakban flashdisk payung bolpen pulpen spidol
  apel upacara pelantikan fotokopi fotocopy ktp skp sppd spj kwitansi invoice materai meterai tagihan absen absensi finger fingerprint lembur promosi pangkat mutasi
  prank iseng jahil rekor kucing burung toilet wc kran keran wastafel mampet tukang genteng
  wafer biskuit permen coklat ujian lulus curhat mantan bakti bersih-bersih batin kuliner enak weekend wisata pantai happy hajatan nyamuk  sekolah guru
  kemeja celana rok dasi peci kaus lowongan adik salam yuk yuks kuy wangi wanginya hotel cfd nongkrong salon  nyetrika setrika kompor tasyakuran syukuran ustadz ustad ceramah awet muda hajat
  semangat kesehatan sukses selamat acara demo`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/** "Kucing", "kucingnya", "motorku", "dimutasi". */
export function isTopic({ text, typed }: Pick<Token, 'text' | 'typed'>): boolean {
  return TOPICS.has(typed) || TOPICS.has(text) || TOPICS.has(typed.replace(/^di|(?:nya|ku|mu|2)$/g, ''))
}
