package dev.telegramlake.local.botapi;

import dev.telegramlake.local.botapi.ChatStanding.Standing;
import java.util.ArrayList;
import java.util.List;

/// Judges whether Telegram has for the bot what is said in its groups.
record GroupRules(BotHealth health) {
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!health.bot().seesAllMessages()) {
            findings.add(privacy());
        }
        if (!health.bot().joinsGroups()) {
            findings.add(joining());
        }
        health.chats().forEach(chat -> standing(chat, findings));
        return findings;
    }

    private boolean isAdminEverywhere() {
        List<ChatStanding> chats = health.chats();
        return chats.stream().anyMatch(chat -> chat.standing() == Standing.ADMIN)
                && chats.stream().noneMatch(chat -> chat.standing() == Standing.MEMBER);
    }

    private Finding privacy() {
        return isAdminEverywhere()
                ? Finding.note(
                        "Privacy mode is on. The bot sees all messages only where it is an admin, as in the chats"
                                + " above.")
                : Finding.problem(
                        "Privacy mode is on: of a group's messages, Telegram sends commands and replies to the bot only.",
                        "Tell @BotFather /setprivacy, Disable, then remove the bot from the group and add it again; or"
                                + " make it an admin.");
    }

    private Finding joining() {
        return isAdminEverywhere()
                ? Finding.note("The bot cannot be added to further groups (@BotFather, /setjoingroups).")
                : Finding.problem(
                        "The bot cannot be added to groups.",
                        "Tell @BotFather /setjoingroups, Enable, then add the bot to the group.");
    }

    private static void standing(ChatStanding chat, List<Finding> findings) {
        switch (chat.standing()) {
            case ADMIN -> {}
            case MEMBER ->
                findings.add(Finding.problem(
                        "The bot is no admin in %s: Telegram does not send who joins and leaves, nor reactions."
                                .formatted(chat.chat()),
                        "Make it an admin of the chat; it needs no right in particular."));
            case OUTSIDE ->
                findings.add(absent(chat, "The bot is not in %s (%s).", "Add it to the chat, as an admin."));
            case UNKNOWN ->
                findings.add(absent(
                        chat,
                        "Nothing is known of the bot in %s (%s)",
                        "See that the id is right, and that the bot was added to the chat."));
        }
    }

    /// A chat that is in the table may be one that the bot has left long ago.
    private static Finding absent(ChatStanding chat, String words, String remedy) {
        String what = words.formatted(chat.chat(), chat.reason());
        return chat.chat().asked() ? Finding.problem(what, remedy) : Finding.note(what);
    }
}
