import type { WordTable } from './word-table.ts';

export const polish: WordTable = {
  script: 'Latin',
  common:
    'i, w, z, na, do, jest, co, to, jak, nie, się, dla, czy, mi, po, od, o, oraz, mój, ten, ta, za, czym, ile, są, który, dane, każdego, każdym',
  compute:
    'oblicz*, policz*, wylicz*, zlicz*, zsumuj*, oszacuj*, symul*, zasymul*, prognoz*, przewid*, rozwiąż*, przelicz*, zamień, wyznacz*, określ*, ile to jest',
  statistic:
    'średni*, mediana, medianę, mediany, sum*, łączn*, odchyleni*, wariancj*, maksym*, minim*, procent*, kwartyl*, korelacj*, rozkład*, odstając*, regresj*, stosunek, udział*, trend*, wzrost*, prawdopodobieńst*, częstoś*, przychod*, miesięczn*, silni*, pierwsz*',
  draw: 'wykres*, narysuj*, rysuj*, diagram*, histogram*, zwizualiz*, wizualiz*, przedstaw graficznie',
  transform:
    'połącz*, scal*, złącz*, wyczyść*, oczyść*, posortuj*, sortuj*, filtruj*, przefiltruj*, pogrupuj*, grupuj*, wyodrębnij*, wyciągnij*, duplikat*, brakując*, braki, zmień nazwę, wczytaj*, załaduj*, przeczytaj*, eksport*, wyeksport*, zapisz*, usuń*, skasuj*, normaliz*, zwaliduj*, rozpakuj*, uzupełnij*',
  act: 'znajdź*, wyszukaj*, wymień*, pokaż*, wyświetl*, porównaj*, utwórz*, stwórz*, zrób*, wygeneruj*, zbuduj*, napisz*, opisz*, podaj*, podsumuj*, przeanalizuj*, analizuj*, przygotuj*, wyślij*, sprawdź*',
  write: 'napisz*, zaimplement*, implement*, zaprogramuj*, utwórz*, stwórz*, wygeneruj*, opracuj*',
  code: 'kod, kodu, funkcj*, skrypt*, program, python*, klas*, algorytm*, zaimplement*, implement*, aplikacj*, bibliotek*, testy, testami',
  data: 'plik*, tabel*, kolumn*, wiersz*, arkusz*, zbiór danych, dane, danych, dokument*, obraz*, zdjęci*, archiwum, dziennik*, faktur*, rekord*',
  ask: 'ile, który*, która*, które*, jaki*, jaka, kto, kiedy, gdzie, najwyż*, najniż*, najwięcej, najmniej, najwięks*, najmniejs*, najleps*, najgors*, najstars*, najmłods*, czy są',
  sequence:
    'potem, następnie, najpierw, na koniec, w końcu, później, po czym, wreszcie, krok*, po pierwsze, po drugie, również, także, a potem',
  concept:
    'co to jest, co to są, czym jest, czym są, co oznacza*, co znaczy, wyjaśnij*, wytłumacz*, różnic*, definicj*, zdefiniuj, znaczenie, dlaczego, jak działa*, do czego służy, zrozumieć, pojęci*',
  text: 'przetłumacz*, wiersz o, opowiadani*, esej, e mail, żart*, piosenk*, popraw*, gramatyk*, przeredaguj*, zdanie, porad*, przepis*, ortografi*, synonim*',
  talk: 'cześć, hej, dzięki, dziękuję, dzień dobry, dobry wieczór, dobranoc, do widzenia, jak się masz, kim jesteś, co potrafisz, świetnie, super, witaj',
  opinion:
    'czy powinien*, powinienem, powinnam, myślisz, uważasz, twoim zdaniem, poleć, polecasz, dobry pomysł, warto, wolisz',
  decline:
    'nie licz*, nie obliczaj*, nie uruchamiaj, nie wykonuj, nie używaj, bez obliczeń, bez liczenia, bez kodu, bez uruchamiania, tylko powiedz',
  story:
    'wczoraj, mój szef, moja szefowa, w zeszłym tygodniu, napisałem, napisałam, programowałem, programowałam, musiałem, musiałam, jestem zmęczon*, kocham, nienawidzę',
  earlier:
    'a dla, a w, a co, a jak, teraz, to samo, jeszcze raz, ponownie, zamiast, ta liczba, ten wynik, poprzedni*, też, tylko dla',
  project:
    'dashboard, pulpit, aplikacj*, projekt*, kompletn*, pełn*, kompleksow*, cał*, stronę internetową, strona internetowa, system*, bibliotek*, dokumentacj*, dogłębn*, eksploracyjn*, każd*, wszystki*, oba, obie',
  output:
    'excel*, pdf, raport*, sprawozdan*, dokument word, slajd*, prezentacj*, podsumowan*, list*, wykres*, csv, tabel*, rekomendacj*, zestawieni*',
};
