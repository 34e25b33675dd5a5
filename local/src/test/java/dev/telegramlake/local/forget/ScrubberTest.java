package dev.telegramlake.local.forget;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `@` stands for the person to forget, Zoé Quill, `&` for somebody else.
final class ScrubberTest {
    private static final Subject ZOE = new Subject(Subject.Kind.USER, 77_001);
    private static final String PERSON =
            "{'id':77001,'is_bot':false,'first_name':'Zo\\u00e9','last_name':'Quill','username':'zoe_q','is_premium':true}";
    private static final String OTHER = "{'id':9,'is_bot':false,'first_name':'Quill','username':'ada'}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'update_id':1,'message':{'message_id':1,'from':@,'text':'hi'}}",
                "{'update_id':1,'message':{'message_id':1,'from':&,'left_chat_member':@}}",
                "{'update_id':1,'message':{'message_id':1,'from':&,'new_chat_members':[@]}}",
                "{'update_id':1,'message_reaction':{'user':@,'new_reaction':[]}}",
                "{'update_id':1,'poll_answer':{'user':@}}",
                "{'update_id':1,'chat_member':{'from':&,'new_chat_member':{'user':@,'status':'kicked'}}}",
                "{'update_id':1,'callback_query':{'id':'5','from':@,'message':{'message_id':2,'from':&}}}",
            })
    void theirOwnUpdatesGo(String update) {
        assertThat(judge(update, scrubber())).isEqualTo(new Scrubber.Remove());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'text':'a','reply_to_message':{'message_id':4,'from':@,'text':'mine'},'quote':{'text':'mi'}}"
                        + " | {'text':'a','reply_to_message':{'message_id':4}}",
                "{'new_chat_members':[&,@]} | {'new_chat_members':[&]}",
                "{'text':'ab','forward_origin':{'type':'user','sender_user':@}} | {'text':'**','forward_origin':{'type':'user'}}",
                "{'text':'a','external_reply':{'origin':{'sender_user':@},'photo':[]},'quote':{'text':'b'}} | {'text':'a'}",
                "{'text':'ask @zoe_q or ZO\\u00c9 Quill, not Quillon'} | {'text':'ask @***** or *********, not Quillon'}",
                "{'entities':[{'type':'text_mention','user':@}]} | {'entities':[{'type':'text_mention'}]}",
                "{'contact':{'phone_number':'1','first_name':'Zo\\u00e9','user_id':77001}}"
                        + " | {'contact':{'phone_number':'1','first_name':'***'}}",
                "{'text':'tg://user?id=77001 770011'} | {'text':'tg://user?id=***** 770011'}",
                "{'forward_sender_name':'Zo\\u00e9 Quill'} | {'forward_sender_name':'*********'}",
            })
    void inWhatOthersSaidTheyGoWithTheirWordsAndNames(String message, String expected) {
        String update = "{'update_id':77001,'message':{'message_id':77001,'from':&,'body':%s}}";

        assertThat(judge(update.formatted(message), scrubber()))
                .isEqualTo(new Scrubber.Replace(json(update.formatted(expected))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'update_id':1,'message':{'from':&,'text':'no names'}}",
                "{'update_id':77001,'message':{'message_id':77001,'from':&}}",
                "{'update_id':1,'message':{'from':&,'chat':{'id':-5,'title':'Zo\\u00e9 and friends'}}}",
            })
    void whatHasTheNumberOrTheNameForAnotherReasonStays(String update) {
        assertThat(judge(update, scrubber())).isEqualTo(new Scrubber.Keep());
    }

    @Test
    void aPseudonymTakesThePlaceOfIdAndNamesAndTheWordsStay() {
        Pseudonym pseudonym = Pseudonym.of(ZOE, "a key of sixteen".getBytes(StandardCharsets.UTF_8));
        Scrubber scrubber = new Scrubber(ZOE, names(), Optional.of(pseudonym), true);

        Scrubber.Verdict verdict = judge(
                "{'update_id':1,'message':{'from':@,'chat':{'id':77001,'type':'private','first_name':'Zo\\u00e9'},'text':'hi'}}",
                scrubber);

        assertThat(verdict)
                .isEqualTo(new Scrubber.Replace(json(
                        "{'update_id':1,'message':{'from':{'id':%d,'is_bot':false,'first_name':'%s','is_premium':true},"
                                        .formatted(pseudonym.id(), pseudonym.name())
                                + "'chat':{'id':%d,'type':'private','first_name':'%s'},'text':'hi'}}"
                                        .formatted(pseudonym.id(), pseudonym.name()))));
        assertThat(pseudonym.id()).isBetween(1L << 51, (1L << 52) - 1);
        assertThat(pseudonym).isNotEqualTo(Pseudonym.of(ZOE, "another key, as long".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void wordsOfOthersStayWhereThatIsWished() {
        assertThat(judge(
                        "{'update_id':1,'message':{'from':&,'text':'Quill'}}",
                        new Scrubber(ZOE, names(), Optional.empty(), false)))
                .isEqualTo(new Scrubber.Keep());
    }

    @Test
    void ofAChatAllGoesThatWasSaidThereOrInItsName() {
        Subject chat = new Subject(Subject.Kind.CHAT, -1_009);
        Scrubber scrubber = new Scrubber(chat, new Names(-1_009), Optional.empty(), true);

        assertThat(judge("{'update_id':1,'message':{'chat':{'id':-1009,'type':'group'},'text':'a'}}", scrubber))
                .isEqualTo(new Scrubber.Remove());
        assertThat(judge("{'update_id':1,'message':{'sender_chat':{'id':-1009,'type':'channel'}}}", scrubber))
                .isEqualTo(new Scrubber.Remove());
        assertThat(judge(
                        "{'update_id':1,'message':{'chat':{'id':-5},'forward_origin':{'type':'channel','chat':{'id':-1009,'title':'T'}}}}",
                        scrubber))
                .isEqualTo(new Scrubber.Replace(
                        json("{'update_id':1,'message':{'chat':{'id':-5},'forward_origin':{'type':'channel'}}}")));
    }

    private static Scrubber scrubber() {
        return new Scrubber(ZOE, names(), Optional.empty(), true);
    }

    private static Names names() {
        Names names = new Names(ZOE.id());
        new Scrubber(ZOE, names, Optional.empty(), true).learn(json("{'message':{'from':@}}"));
        return names;
    }

    private static Scrubber.Verdict judge(String update, Scrubber scrubber) {
        return scrubber.judge(json(update));
    }

    private static String json(String text) {
        return text.replaceAll("@(?!z|\\*)", PERSON.replace("\\", "\\\\"))
                .replace("&", OTHER)
                .replace('\'', '"');
    }
}
