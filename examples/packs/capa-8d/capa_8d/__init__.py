"""Rules for 8D and CAPA reports; poalint reads the file ``pack.yaml`` beside this one."""
