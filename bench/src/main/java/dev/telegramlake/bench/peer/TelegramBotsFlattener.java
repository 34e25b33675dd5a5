package dev.telegramlake.bench.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.messageorigin.MessageOriginChannel;
import org.telegram.telegrambots.meta.api.objects.photo.PhotoSize;
import org.telegram.telegrambots.meta.api.objects.polls.PollAnswer;
import org.telegram.telegrambots.meta.api.objects.reactions.MessageReactionUpdated;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionType;
import org.telegram.telegrambots.meta.api.objects.reactions.ReactionTypeEmoji;

/// Reads the update as the classes of [telegrambots](https://github.com/rubenlagus/TelegramBots) and picks the fields.
public final class TelegramBotsFlattener implements Flattener {
    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    public byte[] row(byte[] json, long arrivalMillis) throws IOException {
        Update update = mapper.readValue(json, Update.class);
        PeerRow row = new PeerRow();
        row.put("update_id", update.getUpdateId());
        if (update.hasMessage()) {
            message(row, "message", update.getMessage());
        } else if (update.hasEditedMessage()) {
            message(row, "edited_message", update.getEditedMessage());
        } else if (update.getMessageReaction() != null) {
            reaction(row, update.getMessageReaction());
        } else if (update.hasChatMember()) {
            member(row, update.getChatMember());
        } else if (update.hasCallbackQuery()) {
            callback(row, update.getCallbackQuery());
        } else if (update.hasPollAnswer()) {
            vote(row, update.getPollAnswer());
        }
        return row.json(json, arrivalMillis);
    }

    private static void message(PeerRow row, String kind, Message message) {
        row.put("kind", kind);
        chat(row, message.getChat());
        user(row, message.getFrom());
        if (message.getSenderChat() != null) {
            row.senderChat(
                    message.getSenderChat().getId(), message.getSenderChat().getTitle());
        }
        row.put("message_id", message.getMessageId());
        row.put("date", message.getDate());
        row.put("edit_date", message.getEditDate());
        if (message.hasText()) {
            row.put("content_type", "text");
            text(row, message.getText(), message.getEntities());
        } else if (message.hasCaption()) {
            text(row, message.getCaption(), message.getCaptionEntities());
        }
        content(row, message);
        row.put("media_group_id", message.getMediaGroupId());
        row.put(
                "via_bot_id",
                message.getViaBot() == null ? null : message.getViaBot().getId());
        row.put("topic_id", Boolean.TRUE.equals(message.getIsTopicMessage()) ? message.getMessageThreadId() : null);
        if (message.getReplyToMessage() != null) {
            row.put("reply_to_message_id", message.getReplyToMessage().getMessageId());
            row.put("reply_to_author_id", message.getReplyToMessage().getFrom().getId());
            row.put("reply_to_is_bot", message.getReplyToMessage().getFrom().getIsBot());
        }
        row.put(
                "quote_text",
                message.getQuote() == null ? null : message.getQuote().getText());
        if (message.getForwardOrigin() instanceof MessageOriginChannel origin) {
            row.put("forward_origin", origin.getType());
            row.put("forward_author_id", origin.getChat().getId());
            row.put("forward_author_name", origin.getChat().getTitle());
            row.put("forward_date", origin.getDate());
        }
        row.put("migrate_to_chat_id", message.getMigrateToChatId());
        row.put("migrate_from_chat_id", message.getMigrateFromChatId());
    }

    private static void text(PeerRow row, String text, @Nullable List<MessageEntity> entities) {
        row.text(text);
        if (entities != null) {
            for (MessageEntity entity : entities) {
                row.entity(entity.getType(), text, entity.getOffset(), entity.getLength(), entity.getUrl());
            }
        }
    }

    private static void content(PeerRow row, Message message) {
        if (message.hasPhoto()) {
            PhotoSize photo = message.getPhoto().getLast();
            row.put("content_type", "photo");
            row.file(photo.getFileId(), photo.getFileUniqueId(), photo.getFileSize());
        } else if (message.hasSticker()) {
            row.put("content_type", "sticker");
            row.file(
                    message.getSticker().getFileId(),
                    message.getSticker().getFileUniqueId(),
                    message.getSticker().getFileSize());
            row.put("sticker_emoji", message.getSticker().getEmoji());
        } else if (message.hasVoice()) {
            row.put("content_type", "voice");
            row.file(
                    message.getVoice().getFileId(),
                    message.getVoice().getFileUniqueId(),
                    message.getVoice().getFileSize());
            row.put("mime_type", message.getVoice().getMimeType());
            row.put("duration_seconds", message.getVoice().getDuration());
        } else if (message.hasDocument()) {
            row.put("content_type", "document");
            row.file(
                    message.getDocument().getFileId(),
                    message.getDocument().getFileUniqueId(),
                    message.getDocument().getFileSize());
            row.put("mime_type", message.getDocument().getMimeType());
        } else if (!message.getNewChatMembers().isEmpty()) {
            row.put("content_type", "new_chat_members");
            row.put(
                    "member_ids",
                    message.getNewChatMembers().stream().map(User::getId).toList());
        }
    }

    private static void reaction(PeerRow row, MessageReactionUpdated reaction) {
        row.put("kind", "message_reaction");
        chat(row, reaction.getChat());
        user(row, reaction.getUser());
        row.put("message_id", reaction.getMessageId());
        row.put("date", reaction.getDate());
        row.put("old_reactions", emoji(reaction.getOldReaction()));
        row.put("new_reactions", emoji(reaction.getNewReaction()));
    }

    private static List<String> emoji(List<ReactionType> reactions) {
        return reactions.stream()
                .map(type -> type instanceof ReactionTypeEmoji emoji ? emoji.getEmoji() : type.getType())
                .toList();
    }

    private static void member(PeerRow row, ChatMemberUpdated change) {
        row.put("kind", "chat_member");
        chat(row, change.getChat());
        user(row, change.getFrom());
        row.put("date", change.getDate());
        row.put("member_ids", List.of(change.getNewChatMember().getUser().getId()));
        row.put("member_old_status", change.getOldChatMember().getStatus());
        row.put("member_new_status", change.getNewChatMember().getStatus());
    }

    private static void callback(PeerRow row, CallbackQuery callback) {
        row.put("kind", "callback_query");
        chat(row, callback.getMessage().getChat());
        user(row, callback.getFrom());
        row.put("message_id", callback.getMessage().getMessageId());
        row.put("callback_data", callback.getData());
    }

    private static void vote(PeerRow row, PollAnswer answer) {
        row.put("kind", "poll_answer");
        user(row, answer.getUser());
        row.put("poll_id", answer.getPollId());
        row.put("poll_option_ids", answer.getOptionIds());
    }

    private static void chat(PeerRow row, Chat chat) {
        row.chat(chat.getId(), chat.getType(), chat.getTitle(), chat.getUserName());
    }

    private static void user(PeerRow row, User user) {
        row.user(
                user.getId(),
                user.getIsBot(),
                user.getFirstName(),
                user.getLastName(),
                user.getUserName(),
                user.getLanguageCode(),
                user.getIsPremium());
    }
}
