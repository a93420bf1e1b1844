"""What a person sees. Nothing is loaded here: the process that derives keys passes through."""
