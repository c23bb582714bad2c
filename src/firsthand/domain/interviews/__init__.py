"""What happened in a conversation: transcripts, speakers, anchors, craft."""
