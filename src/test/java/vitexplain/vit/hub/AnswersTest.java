package vitexplain.vit.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

  @ParameterizedTest
  @CsvSource({
    "120, 120",
    "0, 0",
    "'Fri, 31 Dec 1999 23:59:59 GMT', 59",
    "'Fri, 31 Dec 1999 23:58:00 GMT', 0",
    "soon, 0",
    "-5, 0",
    "99999999999999999999, 0",
  })
  void retryAfterIsSecondsOrADate(String value, long seconds) {
    HttpHeaders headers = HttpHeaders.of(Map.of("Retry-After", List.of(value)), (n, v) -> true);
    assertThat(Answers.retryAfter(headers, Instant.parse("1999-12-31T23:59:00Z")))
        .isEqualTo(Duration.ofSeconds(seconds));
  }
}
