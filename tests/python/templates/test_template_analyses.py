import pandas as pd
import pytest

from templates import analyses


@pytest.fixture
def reviews() -> pd.DataFrame:
    return pd.DataFrame(
        {
            'text': ['Great battery life, great!', 'Terrible battery life.', 'It is a phone.', None],
            'product': ['a', 'a', None, 'b'],
        },
        index=[5, 5, 6, 7],
    )


def test_polarity_rates_the_texts_that_are_there(reviews: pd.DataFrame) -> None:
    good, bad, neutral = analyses.polarity(reviews, 'text')
    assert good > 0 > bad
    assert neutral == 0


def test_summed_up_counts_by_sign() -> None:
    assert analyses.summed_up(pd.Series([0.5, -0.25, 0.0])) == {
        'texts': 3,
        'positive': 1,
        'negative': 1,
        'neutral': 1,
        'mean_polarity': 0.0833,
    }


def test_sentiment_of_no_text_has_no_mean(reviews: pd.DataFrame) -> None:
    found = analyses.sentiment(reviews.head(0).astype('str'), 'text')
    assert (found['texts'], found['mean_polarity']) == (0, None)
    assert analyses.sentiment(reviews, 'text')['texts'] == 3


def test_sentiment_by_group_keeps_texts_without_a_group_and_drops_groups_without_text(reviews: pd.DataFrame) -> None:
    found = analyses.sentiment_by_group(reviews, 'text', 'product')
    assert {name: entry['texts'] for name, entry in found.items()} == {'a': 2, '(missing)': 1}


def test_key_phrases_are_pairs_without_stop_words_inside_one_part_of_a_sentence(reviews: pd.DataFrame) -> None:
    assert analyses.key_phrases(reviews, 'text') == {'battery life': 2, 'great battery': 1, 'terrible battery': 1}


def test_key_phrases_begin_with_the_most_frequent() -> None:
    table = pd.DataFrame({'text': ['zeta zone', 'alpha beta', 'Zeta zone']})
    assert list(analyses.key_phrases(table, 'text')) == ['zeta zone', 'alpha beta']


def test_key_phrases_are_at_most_ten_and_equal_ones_in_order() -> None:
    words = ' '.join(f'word{number:02}' for number in range(20))
    found = analyses.key_phrases(pd.DataFrame({'text': [words]}), 'text')
    assert list(found)[:2] == ['word00 word01', 'word01 word02']
    assert len(found) == 10


def test_least_squares_finds_a_line_and_leaves_rows_with_a_gap_out() -> None:
    table = pd.DataFrame({'y': [1.0, 3.1, 4.9, 7.0, 100.0], 'x': [0, 1, 2, 3, None]})
    found = analyses.least_squares(table, 'y', ['x'])
    assert found['rows'] == 4
    assert found['coefficients']['x'] == pytest.approx(1.98)
    assert found['coefficients']['intercept'] == pytest.approx(1.03)
    assert found['p_values']['x'] < 0.01
    assert 0.99 < found['adjusted_r_squared'] < found['r_squared'] < 1


@pytest.mark.filterwarnings('ignore:The design matrix is rank-deficient')
def test_least_squares_has_an_intercept_beside_a_predictor_that_never_changes() -> None:
    table = pd.DataFrame({'y': [1.0, 3.1, 4.9, 7.0], 'one': [1, 1, 1, 1], 'x': [0, 1, 2, 3]})
    assert list(analyses.least_squares(table, 'y', ['one', 'x'])['coefficients']) == ['intercept', 'one', 'x']


def test_least_squares_needs_more_rows_than_coefficients() -> None:
    with pytest.raises(SystemExit, match='2 complete rows are too few for 1 predictors'):
        analyses.least_squares(pd.DataFrame({'y': [1, 2], 'x': [1, 2]}), 'y', ['x'])


def test_least_squares_needs_numbers() -> None:
    with pytest.raises(ValueError, match='could not convert'):
        analyses.least_squares(pd.DataFrame({'y': ['a'] * 5, 'x': range(5)}), 'y', ['x'])


def test_user_behaviour_counts_events_and_users_of_each_action() -> None:
    table = pd.DataFrame({'user': [1, 1, 2, 2, None], 'action': ['view', 'buy', 'view', 'view', None]})
    assert analyses.user_behaviour(table, 'user', 'action') == {
        'events': 5,
        'users': 2,
        'by_action': [
            {'action': 'view', 'events': 3, 'users': 2},
            {'action': 'buy', 'events': 1, 'users': 1},
            {'action': None, 'events': 1, 'users': 0},
        ],
        'most_active': {'1.0': 2, '2.0': 2},
    }


def test_user_behaviour_of_no_event_is_empty() -> None:
    found = analyses.user_behaviour(pd.DataFrame({'user': [], 'action': []}), 'user', 'action')
    assert found == {'events': 0, 'users': 0, 'by_action': [], 'most_active': {}}
