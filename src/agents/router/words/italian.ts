import type { WordTable } from './word-table.ts';

export const italian: WordTable = {
  script: 'Latin',
  common:
    'il, lo, la, i, gli, le, di, del, della, dei, delle, un, una, è, e, che, cosa, per, con, in, mi, mio, tuo, questo, questa, non, al, qual, sono, nel, ha, come',
  compute:
    'calcol*, conta, contare, somma i, somma le, sommare, stima, stimare, simula*, preved*, previsione*, risolv*, convert*, determin*, valuta*, quanto fa',
  statistic:
    'media, medie, mediana, somma, totale*, totali, deviazione*, varianza, massim*, minim*, percentual*, per cento, quartil*, correlazion*, distribuzion*, anomal*, regressione, rapporto tra, quota, tasso, tendenz*, andament*, crescita, probabilità, frequenz*, margin*, mensil*, al mese, per mese, fattoriale, primi',
  draw: 'grafic*, disegn*, traccia*, diagramm*, istogramm*, visualizz*, curva, mappa di calore',
  transform:
    'unisc*, unire, combin*, fond*, pulisc*, pulire, ordina, ordinare, filtr*, raggrupp*, estra*, duplicat*, mancant*, rinomin*, legg*, caric*, import*, esport*, salv*, elimin*, rimuov*, cancell*, normalizz*, valid*, decomprim*, verific*',
  act: 'trova*, cerca*, elenca*, mostra*, confront*, crea, creare, fai, fare, genera*, costru*, scriv*, descriv*, dammi, riassum*, analizz*, identific*, prepar*, invia*, produc*, controlla*',
  write: 'scriv*, implement*, programma, programmare, svilupp*, crea, creare, genera*',
  code: 'codice, funzione, script, programma, python, classe, algoritmo, implement*, applicazione, libreria, test',
  data: 'file, tabell*, colonn*, righe, riga, fogli*, cartella, dati, insieme di dati, documento, immagine, foto, archivio, registro, fattur*, valori',
  ask: 'quanti, quante, quanto, quanta, qual è, quale, quali, chi ha, quando, dove, più alto, più alta, più basso, più grande, maggiore, minore, migliore, peggiore, con più, il più, la più, ci sono',
  sequence:
    'poi, dopo, infine, prima, per prima cosa, alla fine, successivamente, quindi, in seguito, inizialmente, innanzitutto, passo, passi, inoltre, anche, secondo, da ultimo',
  concept:
    "che cos'è*, che cosa è, cos'è, cosa significa*, spieg*, differenz*, definizione, definisci, significato, perché, come funziona*, a cosa serve, capire, concetto, vuol dire, cosa sono",
  text: 'traduc*, tradurre, poesia, poesie, storia, saggio, email, e mail, barzelletta, canzone, corregg*, grammatica, riformul*, frase, consigli*, ricetta, ortografia, sinonim*',
  talk: 'ciao, grazie, buongiorno, buonasera, buonanotte, arrivederci, come stai, chi sei, cosa sai fare, fantastico, perfetto, utilissim*, prego',
  opinion:
    'dovrei, devo, pensi, secondo te, consigl*, buona idea, raccomand*, vale la pena, preferisci, meglio usare',
  decline:
    'non calcolare, non eseguire, non usare, senza calcol*, senza codice, senza eseguire, dimmi solo, nessun calcolo, soltanto dirmi',
  story:
    'ieri, il mio capo, la settimana scorsa, ho scritto, ho programmato, ho dovuto, sono stanc*, ho fatto, adoro, odio',
  earlier:
    'e per, e in, e il, e la, e invece, adesso, ora, lo stesso, di nuovo, ancora, invece, quel numero, quel risultato, precedent*, anche, solo per',
  project:
    'dashboard, cruscotto, applicazione, progetto, complet*, esaustiv*, intero, sito, sistema, libreria, documentazione, approfondit*, esplorativ*, ogni, ciascun*, tutti, tutte, entrambi, due file',
  output:
    'excel, pdf, rapporto*, report, relazione, documento word, diapositiv*, presentazione, riassunto, sintesi, lettera*, lettere, grafic*, csv, tabella, raccomandazion*, elenco, andament*',
};
