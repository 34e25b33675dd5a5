-- title: View messages
CREATE OR REPLACE VIEW messages AS SELECT * FROM updates WHERE kind = 'message'
