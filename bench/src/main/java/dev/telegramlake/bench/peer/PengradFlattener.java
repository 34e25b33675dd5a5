package dev.telegramlake.bench.peer;

import com.pengrad.telegrambot.model.CallbackQuery;
import com.pengrad.telegrambot.model.Chat;
import com.pengrad.telegrambot.model.ChatMemberUpdated;
import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.model.MessageEntity;
import com.pengrad.telegrambot.model.MessageReactionUpdated;
import com.pengrad.telegrambot.model.PhotoSize;
import com.pengrad.telegrambot.model.PollAnswer;
import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.model.User;
import com.pengrad.telegrambot.model.message.origin.MessageOriginChannel;
import com.pengrad.telegrambot.model.reaction.ReactionType;
import com.pengrad.telegrambot.model.reaction.ReactionTypeEmoji;
import com.pengrad.telegrambot.utility.BotUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the update as the classes of [java-telegram-bot-api](https://github.com/pengrad/java-telegram-bot-api), which
/// Gson fills, and picks the fields.
public final class PengradFlattener implements Flattener {
    @Override
    public byte[] row(byte[] json, long arrivalMillis) throws IOException {
        Update update = BotUtils.parseUpdate(new String(json, StandardCharsets.UTF_8));
        PeerRow row = new PeerRow();
        row.put("update_id", update.updateId());
        if (update.message() != null) {
            message(row, "message", update.message());
        } else if (update.editedMessage() != null) {
            message(row, "edited_message", update.editedMessage());
        } else if (update.messageReaction() != null) {
            reaction(row, update.messageReaction());
        } else if (update.chatMember() != null) {
            member(row, update.chatMember());
        } else if (update.callbackQuery() != null) {
            callback(row, update.callbackQuery());
        } else if (update.pollAnswer() != null) {
            vote(row, update.pollAnswer());
        }
        return row.json(json, arrivalMillis);
    }

    private static void message(PeerRow row, String kind, Message message) {
        row.put("kind", kind);
        chat(row, message.chat());
        user(row, message.from());
        if (message.senderChat() != null) {
            row.senderChat(message.senderChat().id(), message.senderChat().title());
        }
        row.put("message_id", message.messageId());
        row.put("date", message.date());
        row.put("edit_date", message.editDate());
        if (message.text() != null) {
            row.put("content_type", "text");
            text(row, message.text(), message.entities());
        } else if (message.caption() != null) {
            text(row, message.caption(), message.captionEntities());
        }
        content(row, message);
        row.put("media_group_id", message.mediaGroupId());
        row.put("via_bot_id", message.viaBot() == null ? null : message.viaBot().id());
        row.put("topic_id", Boolean.TRUE.equals(message.isTopicMessage()) ? message.messageThreadId() : null);
        if (message.replyToMessage() != null) {
            row.put("reply_to_message_id", message.replyToMessage().messageId());
            row.put("reply_to_author_id", message.replyToMessage().from().id());
            row.put("reply_to_is_bot", message.replyToMessage().from().isBot());
        }
        row.put("quote_text", message.quote() == null ? null : message.quote().text());
        if (message.forwardOrigin() instanceof MessageOriginChannel origin) {
            row.put("forward_origin", origin.type());
            row.put("forward_author_id", origin.chat().id());
            row.put("forward_author_name", origin.chat().title());
            row.put("forward_date", origin.date());
        }
        row.put("migrate_to_chat_id", message.migrateToChatId());
        row.put("migrate_from_chat_id", message.migrateFromChatId());
    }

    private static void text(PeerRow row, String text, MessageEntity @Nullable [] entities) {
        row.text(text);
        if (entities != null) {
            for (MessageEntity entity : entities) {
                row.entity(entity.type().name(), text, entity.offset(), entity.length(), entity.url());
            }
        }
    }

    private static void content(PeerRow row, Message message) {
        if (message.photo() != null) {
            PhotoSize photo = message.photo()[message.photo().length - 1];
            row.put("content_type", "photo");
            row.file(photo.fileId(), photo.fileUniqueId(), photo.fileSize());
        } else if (message.sticker() != null) {
            row.put("content_type", "sticker");
            row.file(
                    message.sticker().fileId(),
                    message.sticker().fileUniqueId(),
                    message.sticker().fileSize());
            row.put("sticker_emoji", message.sticker().emoji());
        } else if (message.voice() != null) {
            row.put("content_type", "voice");
            row.file(
                    message.voice().fileId(),
                    message.voice().fileUniqueId(),
                    message.voice().fileSize());
            row.put("mime_type", message.voice().mimeType());
            row.put("duration_seconds", message.voice().duration());
        } else if (message.document() != null) {
            row.put("content_type", "document");
            row.file(
                    message.document().fileId(),
                    message.document().fileUniqueId(),
                    message.document().fileSize());
            row.put("mime_type", message.document().mimeType());
        } else if (message.newChatMembers() != null) {
            row.put("content_type", "new_chat_members");
            row.put(
                    "member_ids",
                    Stream.of(message.newChatMembers()).map(User::id).toList());
        }
    }

    private static void reaction(PeerRow row, MessageReactionUpdated reaction) {
        row.put("kind", "message_reaction");
        chat(row, reaction.chat());
        user(row, reaction.user());
        row.put("message_id", reaction.messageId());
        row.put("date", reaction.date());
        row.put("old_reactions", emoji(reaction.oldReaction()));
        row.put("new_reactions", emoji(reaction.newReaction()));
    }

    private static List<String> emoji(ReactionType[] reactions) {
        return Stream.of(reactions)
                .map(type -> type instanceof ReactionTypeEmoji emoji ? emoji.emoji() : type.type())
                .toList();
    }

    private static void member(PeerRow row, ChatMemberUpdated change) {
        row.put("kind", "chat_member");
        chat(row, change.chat());
        user(row, change.from());
        row.put("date", change.date());
        row.put("member_ids", List.of(change.newChatMember().user().id()));
        row.put("member_old_status", change.oldChatMember().status().name());
        row.put("member_new_status", change.newChatMember().status().name());
    }

    private static void callback(PeerRow row, CallbackQuery callback) {
        row.put("kind", "callback_query");
        chat(row, callback.maybeInaccessibleMessage().chat());
        user(row, callback.from());
        row.put("message_id", callback.maybeInaccessibleMessage().messageId());
        row.put("callback_data", callback.data());
    }

    private static void vote(PeerRow row, PollAnswer answer) {
        row.put("kind", "poll_answer");
        user(row, answer.user());
        row.put("poll_id", answer.pollId());
        row.put("poll_option_ids", answer.optionIds());
    }

    private static void chat(PeerRow row, Chat chat) {
        row.chat(chat.id(), type(chat.type()), chat.title(), chat.username());
    }

    private static void user(PeerRow row, User user) {
        row.user(
                user.id(),
                user.isBot(),
                user.firstName(),
                user.lastName(),
                user.username(),
                user.languageCode(),
                user.isPremium());
    }

    /// One of its names is another than Telegram's.
    private static String type(Chat.Type type) {
        return type == Chat.Type.Private ? "private" : type.name();
    }
}
